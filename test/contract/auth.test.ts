import { type Config, Medusa, MedusaAuthenticationError } from "medusa-batch-jobs";
import { DEFAULT_USERS } from "medusa-batch-jobs/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serveFake } from "../support/serve-fake.js";
import { adminClient, guestClient, target, watchAnswers } from "./shop.js";

const { email, password } = target.admin;
const credentials = { email, password };
const isBefore17 = target.apiKeyHeader === "authorization";

describe("without credentials", () => {
  test("a call is a MedusaAuthenticationError that says what to do", async () => {
    const call = guestClient().admin.batchJobs.list();
    await expect(call).rejects.toBeInstanceOf(MedusaAuthenticationError);
    await expect(call).rejects.toMatchObject({
      status: 401,
      message: expect.stringContaining("log in with admin.auth.getToken or createSession"),
      response: { status: 401, data: "Unauthorized" },
    });
  });
});

describe("an API token", () => {
  test("is enough", async () => {
    await expect(adminClient().admin.batchJobs.list({ limit: 1 })).resolves.toMatchObject({
      limit: 1,
    });
  });

  test("that is wrong is refused", async () => {
    const medusa = adminClient({ apiKey: "wrong" });
    await expect(medusa.admin.batchJobs.list()).rejects.toMatchObject({ status: 401 });
  });

  test.skipIf(isBefore17)("sent as Bearer is refused", async () => {
    const medusa = guestClient({
      customHeaders: { authorization: `Bearer ${target.admin.apiToken}` },
    });
    await expect(medusa.admin.batchJobs.list()).rejects.toMatchObject({ status: 401 });
  });
});

describe.skipIf(isBefore17)("getToken", () => {
  test("logs this client in, and no other", async () => {
    const medusa = guestClient();
    const { access_token } = await medusa.admin.auth.getToken(credentials);
    expect(access_token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    await expect(medusa.admin.auth.getSession()).resolves.toMatchObject({
      user: { email: credentials.email },
    });
    await expect(guestClient().admin.auth.getSession()).rejects.toMatchObject({ status: 401 });
  });

  test("with a wrong password is a MedusaAuthenticationError", async () => {
    const call = guestClient().admin.auth.getToken({ ...credentials, password: "wrong" });
    await expect(call).rejects.toBeInstanceOf(MedusaAuthenticationError);
  });

  test("is forgotten by deleteSession", async () => {
    const medusa = guestClient();
    await medusa.admin.auth.getToken(credentials);
    await medusa.admin.auth.deleteSession();
    await expect(medusa.admin.batchJobs.list()).rejects.toMatchObject({ status: 401 });
  });
});

describe("createSession", () => {
  test("logs this client in by its cookie, and no other", async () => {
    const medusa = guestClient();
    const { user, response } = await medusa.admin.auth.createSession(credentials);
    expect(user).toMatchObject({ email: credentials.email, role: expect.any(String) });
    expect(response.headers).not.toHaveProperty("set-cookie");
    await expect(medusa.admin.batchJobs.list()).resolves.toHaveProperty("batch_jobs");
    await expect(guestClient().admin.batchJobs.list()).rejects.toMatchObject({ status: 401 });
  });

  test("works after requests that were refused, with the cookie those left", async () => {
    const medusa = guestClient();
    await expect(medusa.admin.auth.getSession()).rejects.toMatchObject({ status: 401 });
    await medusa.admin.auth.createSession(credentials);
    await expect(medusa.admin.auth.getSession()).resolves.toHaveProperty("user.id");
  });

  test("with an unknown email is a MedusaAuthenticationError", async () => {
    const call = guestClient().admin.auth.createSession({ email: "no@body.test", password: "x" });
    await expect(call).rejects.toMatchObject({ name: "MedusaAuthenticationError", status: 401 });
  });

  test("is ended by deleteSession, which resolves cleanly", async () => {
    const medusa = guestClient();
    await medusa.admin.auth.createSession(credentials);
    await expect(medusa.admin.auth.deleteSession()).resolves.toMatchObject({
      response: { status: 200 },
    });
    await expect(medusa.admin.auth.getSession()).rejects.toMatchObject({ status: 401 });
  });

  test("discloses the user's API token to whoever asks for it by name alone", async () => {
    const { user } = await guestClient().admin.auth.createSession(credentials);
    expect(user.api_token).toBe(target.admin.apiToken);
    expect(JSON.stringify(user)).not.toContain(target.admin.apiToken);
  });
});

test("polling with an API token leaves one session on the server, not one a request", async () => {
  let sessions = 0;
  const axiosAdapter = watchAnswers(({ headers }) => {
    if (headers["set-cookie"] !== undefined) sessions += 1;
  });
  const { batchJobs } = adminClient({ axiosAdapter }).admin;
  for (let i = 0; i < 5; i += 1) await batchJobs.list({ limit: 1 });
  expect(sessions).toBe(1);
});

describe("the header of an API token", () => {
  promisesOfTheHeader(() => ({ url: target.url, header: target.apiKeyHeader, ...target.admin }));
});

// What the real ones of the profiles are asked, too.
describe.each([
  ["1.8.2", "authorization"],
  ["1.16.1", "authorization"],
  ["1.17.4", "x-medusa-access-token"],
] as const)("the header of an API token, on a fake of %s", (version, header) => {
  let fake: Awaited<ReturnType<typeof serveFake>>;
  beforeAll(async () => {
    fake = await serveFake({ version });
  });
  afterAll(() => fake.close());
  const [admin] = DEFAULT_USERS;
  if (admin === undefined) throw new Error("The fake has no users.");
  promisesOfTheHeader(() => ({ url: fake.url, header, ...admin }));
});

interface Shop {
  url: string;
  header: Medusa["client"]["apiKeyHeader"];
  email: string;
  password: string;
  apiToken: string;
}

function promisesOfTheHeader(shop: () => Shop): void {
  /** A client, and the status of each answer that it gets. */
  function open(config: Config = {}) {
    const statuses: number[] = [];
    const axiosAdapter = watchAnswers(({ status }) => statuses.push(status));
    const { url, apiToken } = shop();
    return {
      statuses,
      medusa: new Medusa({ baseUrl: url, apiKey: apiToken, axiosAdapter, ...config }),
    };
  }
  const isOld = () => shop().header === "authorization";

  test("is found out, with one request more at most", async () => {
    const { medusa, statuses } = open();
    await Promise.all([medusa.admin.batchJobs.list(), medusa.admin.custom.get("/store")]);
    await medusa.admin.batchJobs.list();
    expect(medusa.client.apiKeyHeader).toBe(shop().header);
    expect(statuses.filter((status) => status === 401)).toHaveLength(isOld() ? 2 : 0);
    expect(statuses.filter((status) => status === 200)).toHaveLength(isOld() ? 4 : 3);
  });

  test("can be said, and nothing is found out", async () => {
    const { medusa, statuses } = open({ apiKeyHeader: shop().header });
    await medusa.admin.batchJobs.list();
    expect(statuses).toEqual([200]);
  });

  test("is no way round a wrong token", async () => {
    const { medusa, statuses } = open({ apiKey: "wrong" });
    for (const _ of [1, 2]) {
      await expect(medusa.admin.batchJobs.list()).rejects.toMatchObject({ status: 401 });
    }
    // Up to 1.16, a wrong token as Bearer is an error of the server's, which says nothing.
    expect(statuses).toEqual(isOld() ? [401, 500, 401, 500] : [401, 401, 401]);
  });

  test("is not blamed, once it was taken, for an error of the server's own", async () => {
    const call = open().medusa.admin.custom.get("/batch-jobs", { order: "nope" });
    await expect(call).rejects.toThrow(/An unknown error occurred\. Medusa's log says why/);
  });

  test("says whether getSession knows the token's user", async () => {
    const call = open().medusa.admin.auth.getSession();
    if (isOld()) await expect(call).rejects.toThrow("use createSession");
    else expect((await call).user.email).toBe(shop().email);
  });

  test("goes with getToken, or the error names the version", async () => {
    const { medusa, statuses } = open({ apiKey: undefined });
    const { email, password } = shop();
    const wrong = medusa.admin.auth.getToken({ email, password: "wrong" });
    await expect(wrong).rejects.toThrow(
      isOld() ? "since Medusa 1.17" : "Wrong e-mail or password.",
    );
    expect(statuses).toEqual(isOld() ? [401, 401] : [401, 400]);
    const right = medusa.admin.auth.getToken({ email, password });
    if (isOld()) await expect(right).rejects.toThrow("since Medusa 1.17");
    else expect((await right).access_token).toMatch(/^eyJ/);
  });
}
