import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import type { Host } from "../host.js";

/** What a person answers. */
export async function ask({ stdin, stderr, interrupted }: Host, question: string): Promise<string> {
  const lines = createInterface({ input: stdin, output: stderr });
  try {
    return (await lines.question(question, { signal: interrupted })).trim();
  } finally {
    lines.close();
  }
}

/** What a person answers, without it being seen. */
export async function askSecret(host: Host, question: string): Promise<string> {
  const { stdin, stderr, interrupted } = host;
  stderr.write(question);
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output, terminal: true });
  try {
    return await lines.question("", { signal: interrupted });
  } finally {
    lines.close();
    stderr.write("\n");
  }
}

/** Whether a person says yes; what is no yes is a no. */
export async function askConsent(host: Host, question: string): Promise<boolean> {
  return /^y(es)?$/i.test(await ask(host, `${question} [y/N] `));
}
