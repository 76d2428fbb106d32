import type { Cli } from "../cli.js";
import type { Result } from "../result.js";

export async function runWait(_cli: Cli, ..._given: unknown[]): Promise<Result> {
  throw new Error("Not there yet.");
}
