import type { Cli } from "../cli.js";
import { CHECKS, type Check } from "../doctor/checks.js";
import type { Exit } from "../exit-codes.js";
import { toFailure } from "../failure.js";
import type { Result } from "../result.js";
import type { Style } from "../terminal/style.js";

/** What one check came to; `ok` is null where it was not made. */
interface Checked {
  name: string;
  ok: boolean | null;
  message: string;
  hint?: string | undefined;
}

/** Looks at everything that jobs need to run, one after the other, and says what to do. */
export async function runDoctor(cli: Cli): Promise<Result> {
  const checks: Checked[] = [];
  let exit: Exit = "done";
  for (const check of CHECKS) {
    if (exit !== "done") {
      checks.push({ name: check.name, ok: null, message: "Not looked at." });
      continue;
    }
    const { found, exit: end } = await make(check, cli);
    checks.push(...found);
    exit = end;
  }
  return {
    text: checks.map((one) => lineOf(one, cli.output.style)).join("\n"),
    json: { checks },
    exit,
  };
}

async function make(
  { name, step, look }: Check,
  cli: Cli,
): Promise<{ found: Checked[]; exit: Exit }> {
  cli.progress.step(step);
  try {
    const found = (await look(cli)).map((finding) => ({ name, ...finding }));
    return { found, exit: found.every(({ ok }) => ok) ? "done" : "failed" };
  } catch (error) {
    if (cli.host.interrupted.aborted) throw error;
    const { exit, message, hint } = toFailure(error, { ...cli, isDoctor: true });
    return { found: [{ name, ok: false, message, hint }], exit };
  }
}

function lineOf({ name, ok, message, hint }: Checked, style: Style): string {
  const line = `${markOf(ok, style)} ${name.padEnd(9)}${message}`;
  return hint === undefined ? line : `${line}\n${hint.replace(/^/gm, " ".repeat(18))}`;
}

function markOf(ok: boolean | null, style: Style): string {
  if (ok === null) return "skipped ";
  return ok ? style("green", "ok      ") : style("red", "problem ");
}
