import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { DEFAULT_BASE_URL } from "medusa-batch-jobs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_URL, readSettings } from "../../../src/cli/settings/settings.js";
import { UsageError } from "../../../src/cli/usage-error.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "medusa-settings-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** The settings of flags, an environment, and files by their flags. */
async function settingsOf(
  flags: Parameters<typeof readSettings>[1] = {},
  env: Record<string, string> = {},
  stdin = "",
) {
  return readSettings({ env, stdin: Object.assign(Readable.from([stdin])) }, flags);
}

async function file(content: string): Promise<string> {
  const path = join(folder, `${Math.random()}`);
  await writeFile(path, content);
  return path;
}

test("without a setting the backend is where the SDK looks for it", async () => {
  expect(DEFAULT_URL).toBe(DEFAULT_BASE_URL);
  expect(await settingsOf()).toEqual({
    url: DEFAULT_BASE_URL,
    credentials: { email: undefined, password: undefined },
    sources: {},
  });
});

describe("each setting is looked for in the flags, then in the environment, then in the env file", () => {
  const env = { MEDUSA_BACKEND_URL: "http://env", MEDUSA_EMAIL: "env@x.y" };
  const envFile = () =>
    file(
      "MEDUSA_BACKEND_URL=http://file\r\nMEDUSA_EMAIL=file@x.y\r\nMEDUSA_PASSWORD='of file'\r\n",
    );

  test("all three say it", async () => {
    const path = await envFile();
    const { url, credentials, sources } = await settingsOf(
      { url: "http://flag", envFile: path },
      env,
    );
    expect(url).toBe("http://flag");
    expect(credentials).toEqual({ email: "env@x.y", password: "of file" });
    expect(sources).toEqual({
      url: "--url",
      email: "MEDUSA_EMAIL",
      password: `MEDUSA_PASSWORD in ${path}`,
    });
  });

  test("a variable that is empty is not set", async () => {
    const { url, credentials } = await settingsOf(
      { envFile: await envFile() },
      { MEDUSA_BACKEND_URL: "", MEDUSA_API_TOKEN: "", MEDUSA_EMAIL: "env@x.y" },
    );
    expect(url).toBe("http://file");
    expect(credentials).toEqual({ email: "env@x.y", password: "of file" });
  });

  test("an empty token of the environment does not hide its e-mail from a token of the env file", async () => {
    const { credentials } = await settingsOf(
      { envFile: await file("MEDUSA_API_TOKEN=of-file\nMEDUSA_PASSWORD=x") },
      { MEDUSA_API_TOKEN: "", MEDUSA_EMAIL: "env@x.y" },
    );
    expect(credentials).toEqual({ email: "env@x.y", password: "x" });
  });
});

describe("the first place that says who calls decides how", () => {
  const both = { MEDUSA_API_TOKEN: "token", MEDUSA_EMAIL: "a@b.cd", MEDUSA_PASSWORD: "secret" };

  test.each([
    ["a token, where a place has both", {}, both, { apiToken: "token" }],
    ["an e-mail of the flags", { email: "f@x.y" }, both, { email: "f@x.y", password: "secret" }],
    [
      "a password of the environment before a token of the env file",
      { envFile: "token" },
      { MEDUSA_PASSWORD: "secret" },
      { email: undefined, password: "secret" },
    ],
  ])("%s", async (_, flags, env, credentials) => {
    const envFile = "envFile" in flags ? await file("MEDUSA_API_TOKEN=token") : undefined;
    expect((await settingsOf({ ...flags, envFile }, env)).credentials).toEqual(credentials);
  });
});

describe("a secret is what its file holds, without what ends the line", () => {
  test.each([["secret"], ["secret\n"], ["secret\r\n"], ["\ufeffsecret\r\n"]])(
    "%j",
    async (content) => {
      const { credentials } = await settingsOf({ tokenFile: await file(content) });
      expect(credentials).toEqual({ apiToken: "secret" });
    },
  );

  test("blanks belong to a password", async () => {
    const { credentials } = await settingsOf({ passwordFile: await file(" a b \n") });
    expect(credentials).toEqual({ email: undefined, password: " a b " });
  });

  test("- is stdin", async () => {
    const { credentials, sources } = await settingsOf({ tokenFile: "-" }, {}, "secret\r\n");
    expect(credentials).toEqual({ apiToken: "secret" });
    expect(sources).toEqual({ apiToken: "--token-file stdin" });
  });

  test("a variable that a shell read from a file of Windows has one, too", async () => {
    const { url } = await settingsOf({}, { MEDUSA_BACKEND_URL: "https://shop.example\r" });
    expect(url).toBe("https://shop.example");
  });
});

describe("what cannot be meant is refused, and never quoted where it may be a secret", () => {
  test.each([
    [{ url: "shop.example" }, "--url is no URL: shop.example"],
    [{ url: "localhost:9000" }, "--url must begin with https:// or http://: localhost:9000"],
    [
      { url: "ftp://shop.example" },
      "--url must begin with https:// or http://: ftp://shop.example",
    ],
    [{ url: "//me:secret@shop" }, "--url is no URL"],
    [{ url: "https://me:secret@shop" }, "--url must not hold a user or a password."],
    [{ url: "https://shop/?a" }, "--url must end before its ? or #: https://shop/?a"],
    [{ tokenFile: "-" }, "--token-file stdin is empty."],
    [{ tokenFile: "x", email: "a@b.cd" }, /^--token-file is one way to log in/],
    [{ tokenFile: "x", passwordFile: "y" }, /^--token-file is one way to log in/],
    [{ envFile: "-", passwordFile: "-" }, "stdin can be read once: only one file can be -."],
    [{ envFile: "/no/such.env" }, "/no/such.env is not there."],
    [{ envFile: "/" }, "/ is a folder."],
    [{ passwordFile: "/no/such" }, "/no/such is not there."],
  ])("%j", async (flags, message) => {
    const error = await settingsOf(flags).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UsageError);
    expect(Object(error).message).toEqual(
      typeof message === "string" ? message : expect.stringMatching(message),
    );
  });

  test("a secret of several lines", async () => {
    const error = await settingsOf({ tokenFile: await file("secret\nsecond\n") }).catch(String);
    expect(error).toMatch(/has several lines/);
    expect(error).not.toMatch(/secret\n|second/);
  });

  test("a variable is named", async () => {
    await expect(settingsOf({}, { MEDUSA_BACKEND_URL: "shop" })).rejects.toThrow(
      "MEDUSA_BACKEND_URL is no URL: shop",
    );
  });
});
