import { createInterface, type Interface } from "node:readline/promises";
import { Writable } from "node:stream";
import type { Host } from "../host.js";
import { Interruption } from "../interruption.js";
import { UsageError } from "../usage-error.js";

/**
 * What a person answers.
 *
 * @throws UsageError for Ctrl-D; Interruption for Ctrl-C
 */
export async function ask(host: Host, question: string): Promise<string> {
  const answer = await readAnswer(host, question);
  if (answer === undefined) throw unanswered(question);
  return answer.trim();
}

/**
 * What a person answers, without it being seen.
 *
 * @throws UsageError for Ctrl-D; Interruption for Ctrl-C
 */
export async function askSecret(host: Host, question: string): Promise<string> {
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: host.stdin, output, terminal: true, historySize: 0 });
  // Not before: until then the terminal itself would show what is pasted.
  host.stderr.write(question);
  try {
    const answer = await answerOf(lines, "", host.interrupted);
    if (answer === undefined) throw unanswered(question);
    return answer;
  } finally {
    // Enter was not seen, either.
    host.stderr.write("\n");
  }
}

/**
 * Whether a person says yes; what is no yes is a no, Ctrl-D too.
 *
 * @throws Interruption for Ctrl-C
 */
export async function askConsent(host: Host, question: string): Promise<boolean> {
  const answer = await readAnswer(host, `${question} [y/N] `);
  return /^y(es)?$/i.test(answer?.trim() ?? "");
}

/** The terminal itself edits the line, and makes a signal of Ctrl-C. */
async function readAnswer({ stdin, stderr, interrupted }: Host, question: string) {
  const lines = createInterface({ input: stdin, output: stderr, terminal: false });
  let answer: string | undefined;
  try {
    answer = await answerOf(lines, question, interrupted);
    return answer;
  } finally {
    if (answer === undefined) stderr.write("\n");
  }
}

/** `undefined` where the input ends instead. */
async function answerOf(
  lines: Interface,
  question: string,
  interrupted: AbortSignal,
): Promise<string | undefined> {
  const left = new Promise<undefined>((resolve, reject) => {
    lines.once("close", () => resolve(undefined));
    // A terminal that does not show what is typed makes no signal of Ctrl-C.
    lines.once("SIGINT", () => reject(new Interruption("SIGINT")));
  });
  try {
    return await Promise.race([left, lines.question(question, { signal: interrupted })]);
  } catch (error) {
    interrupted.throwIfAborted();
    throw error;
  } finally {
    lines.close();
  }
}

function unanswered(question: string): UsageError {
  return new UsageError(
    `Nothing was answered to "${question.trim()}".`,
    "Set MEDUSA_EMAIL and MEDUSA_PASSWORD, or MEDUSA_API_TOKEN, to be asked nothing.",
  );
}
