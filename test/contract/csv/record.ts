// npm run csv:record [-- group …]: asks a real Medusa about the files of the corpus and the held-out ones, and writes down what it said.
import { startBackend } from "../../backend/spawn.mjs";
import type { Case } from "./corpus/case.js";
import { CORPUS } from "./corpus/index.js";
import { HELD_OUT } from "./held-out/index.js";
import { type Oracle, openOracle } from "./oracle.js";
import { type Recorded, toRecorded, writeRecorded, writeShop } from "./recorded.js";

const TICK_MS = 20;

await main(process.argv.slice(2));

async function main(wanted: string[]): Promise<void> {
  const backend = await startBackend({ tick: TICK_MS });
  const [{ apiToken }] = backend.users;
  const oracle = await openOracle({ ...backend, apiToken });
  try {
    writeShop(oracle.shop);
    for (const [folder, groups] of Object.entries({ corpus: CORPUS, "held-out": HELD_OUT })) {
      for (const [group, cases] of Object.entries(groups)) {
        if (wanted.length === 0 || wanted.includes(group))
          await record(oracle, folder, group, cases);
      }
    }
  } finally {
    await oracle.close();
    await backend.stop();
  }
}

async function record(
  oracle: Oracle,
  folder: string,
  group: string,
  cases: readonly Case[],
): Promise<void> {
  const start = Date.now();
  const recorded: Record<string, Recorded> = {};
  for (const file of cases) {
    recorded[file.name] = toRecorded(file, oracle.untouched, await oracle.ask(file));
  }
  writeRecorded(folder, group, recorded);
  console.log(
    `${folder}/${group}: ${cases.length} files in ${((Date.now() - start) / 1000).toFixed(1)} s`,
  );
}
