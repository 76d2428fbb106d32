import { expect, test } from "vitest";
import { runCli } from "./support/run-cli.js";

test("without a command, help is the result", async () => {
  const [alone, asked] = await Promise.all([runCli([]), runCli(["--help"])]);
  expect(alone).toEqual(asked);
  expect(alone).toMatchObject({ exitCode: 0, stderr: "" });
  expect(alone.stdout).toMatch(/^Usage: mbj /);
});

test("help of a command is that of its flag, with examples, and without the flags of all commands", async () => {
  const [flag, command] = await Promise.all([
    runCli(["import", "--help"]),
    runCli(["help", "import"]),
  ]);
  expect(command).toEqual(flag);
  expect(flag.stdout.match(/^ {2}mbj import /gm)?.length).toBeGreaterThanOrEqual(3);
  expect(flag.stdout).toMatch(/Flags that every command takes.*: mbj help flags$/m);
  expect(flag.stdout).not.toContain("--password-file");
});

test("the flags of all commands are a topic", async () => {
  const { stdout, exitCode } = await runCli(["help", "flags"]);
  expect(exitCode).toBe(0);
  for (const flag of ["--url", "--token-file", "--json", "--progress"]) {
    expect(stdout).toMatch(new RegExp(`^ {2}${flag} `, "m"));
  }
});

test("a topic that there is not is wrong usage", async () => {
  const { stdout, stderr, exitCode } = await runCli(["help", "nope"]);
  expect(exitCode).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toBe(
    "error: There is no command and no topic 'nope'.\nHow to call it: mbj --help\n",
  );
});

test.each([
  [
    "an unknown flag",
    ["list", "--sinse", "7d"],
    "Unknown option '--sinse'.",
    /^Did you mean --since\?\nHow to call it: mbj list --help$/,
  ],
  ["an unknown command", ["improt", "x.csv"], "Unknown command 'improt'.", /Did you mean import\?/],
  [
    "an argument that is missing",
    ["import"],
    "Missing required argument 'file'.",
    /mbj import --help$/,
  ],
  ["an argument too many", ["get", "a", "b"], /^Too many arguments for 'get'\./, /mbj get --help$/],
  [
    "a value that is none",
    ["wait", "a", "--timeout", "30"],
    /'30' is invalid\. Say it with its unit/,
    /mbj wait --help$/,
  ],
  [
    "a secret as a flag",
    ["list", "--token=s3cr3t"],
    "Unknown option '--token'.",
    /--token-file FILE/,
  ],
])(
  "%s is wrong usage, as text and as JSON, before the command or behind it",
  async (_, args, message, hint) => {
    const [text, before, behind] = await Promise.all([
      runCli(args),
      runCli(["--json", ...args]),
      runCli([...args, "--json"]),
    ]);
    expect(text).toMatchObject({ exitCode: 2, stdout: "" });
    expect(text.stderr).toMatch(/^error: /);
    expect(text.stderr).not.toContain("s3cr3t");
    expect(behind).toEqual(before);
    expect(before).toMatchObject({ exitCode: 2, stdout: "" });
    expect(JSON.parse(before.stderr).error).toEqual({
      exitCode: 2,
      message: typeof message === "string" ? message : expect.stringMatching(message),
      hint: expect.stringMatching(hint),
      name: "UsageError",
    });
  },
);
