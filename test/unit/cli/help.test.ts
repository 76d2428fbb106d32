import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { EXIT_CODES } from "../../../src/cli/exit-codes.js";
import { EXAMPLES } from "../../../src/cli/help/examples.js";
import { TOPICS } from "../../../src/cli/help/topics.js";
import type { Host } from "../../../src/cli/host.js";
import { createProgram } from "../../../src/cli/program/program.js";

/** The command line, and what is performed of it. */
function programOf() {
  const performed: object[] = [];
  const output = new PassThrough();
  const host = {
    argv: [],
    env: {},
    name: "mbj",
    stdin: process.stdin,
    stdout: Object.assign(output, { columns: 80 }),
    stderr: output,
    print: (text: string) => void output.write(text),
    interrupted: new AbortController().signal,
  } as unknown as Host;
  const program = createProgram(host, async (flags) => {
    performed.push(flags);
  });
  return { program, performed, output };
}

test("each command has examples", () => {
  const { program } = programOf();
  expect(Object.keys(EXAMPLES).sort()).toEqual(program.commands.map((one) => one.name()).sort());
});

describe("each example can be called", () => {
  const lines = Object.values(EXAMPLES).flatMap((examples) => examples.map(([, line]) => line));
  test.each(lines)("%s", async (line) => {
    const { program, performed, output } = programOf();
    await program.parseAsync(line.split(" "), { from: "user" });
    expect(performed.length + output.readableLength).toBeGreaterThan(0);
  });
});

describe("each topic fits a terminal", () => {
  test.each(Object.entries(TOPICS))("%s", (_, { text }) => {
    const long = text("mbj")
      .split("\n")
      .filter(({ length }) => length > 82);
    expect(long).toEqual([]);
  });
});

test("all exit codes are told", () => {
  const text = TOPICS["exit-codes"]?.text("mbj") ?? "";
  for (const { code, means } of Object.values(EXIT_CODES)) {
    expect(text).toMatch(
      new RegExp(`^ +${code} {2}${means.slice(0, 10).replace("(", "\\(")}`, "m"),
    );
  }
});
