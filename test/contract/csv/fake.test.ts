import { isDeepStrictEqual } from "node:util";
import { type BatchJob, jobErrors, jobOutcome } from "medusa-batch-jobs";
import { type BatchJobStrategy, FakeMedusa } from "medusa-batch-jobs/testing";
import { expect, test } from "vitest";
import { changesBetween } from "./changes.js";
import type { Case } from "./corpus/case.js";
import { CORPUS } from "./corpus/index.js";
import { SALE } from "./corpus-shop.js";
import { fakeRows } from "./fake-rows.js";
import { corpusFakeShop, corpusListPrices } from "./fake-shop.js";
import { HELD_OUT } from "./held-out/index.js";
import { type Recorded, readRecorded, shortened } from "./recorded.js";

const FOLDERS = Object.entries({ corpus: CORPUS, "held-out": HELD_OUT });
const GROUPS = FOLDERS.flatMap(([folder, groups]) =>
  Object.entries(groups).map(([group, files]) => ({
    folder,
    group,
    files,
    recorded: readRecorded(folder, group),
  })),
).filter(({ recorded }) => Object.keys(recorded).length > 0);

test.each(GROUPS)(
  "the fake does with each file of $folder/$group what a real Medusa did",
  async ({ files, recorded }) => {
    const disagreements: string[] = [];
    for (const file of files) {
      const its = recorded[file.name];
      const real = its && comparable(its);
      const fake = await askFake(file);
      if (isDeepStrictEqual(fake, real)) continue;
      disagreements.push(
        `${file.name}\n  fake ${JSON.stringify(fake)}\n  real ${JSON.stringify(real)}`,
      );
    }
    expect(disagreements).toEqual([]);
  },
);

const SHOP = corpusFakeShop();
const UNTOUCHED = fakeRows((await fakeWith("")).fake);

type Done = Omit<Recorded, "file" | "actual" | "lost">;

/** Imports a file into the corpus' shop, and writes down what came of it as if it had been real. */
async function askFake({ type, csv, priceListId = SALE }: Case): Promise<Done> {
  const { fake, fileKey } = await fakeWith(csv);
  const job = await run(fake, type, { fileKey, price_list_id: priceListId });
  const changed = changesBetween(UNTOUCHED, fakeRows(fake));
  return shortened({ ...endOf(job), changed });
}

/** A fake that has a file, and prices in its lists, which is more than it can begin with. */
async function fakeWith(csv: string | Uint8Array) {
  const begin: BatchJobStrategy = {
    type: "begin",
    preProcess(_, { priceLists, files }, at) {
      for (const [list, prices] of corpusListPrices()) priceLists.set(list, prices);
      const content = typeof csv === "string" ? csv : Uint8Array.from(csv);
      return { result: { file_key: files.add("file.csv", content, at) } };
    },
  };
  const fake = new FakeMedusa({ ...SHOP, strategies: [begin], tick: Infinity });
  const { result } = await run(fake, begin.type, {});
  return { fake, fileKey: result?.file_key };
}

function endOf(job: BatchJob): Done {
  const outcome = jobOutcome(job) ?? "hangs";
  if (outcome === "completed") {
    return { outcome, operations: job.result?.operations as Done["operations"] };
  }
  const errors = jobErrors(job).map(({ message }) => message);
  return { outcome: outcome === "hangs" ? outcome : "failed", errors };
}

/** What was recorded, but for verdicts, and for what a fake has no tables for. */
function comparable({ file, actual, lost, changed = {}, ...rest }: Recorded): Done {
  const { tags, types, ...kept } = changed;
  return shortened({ ...rest, changed: kept });
}

async function run(fake: FakeMedusa, type: string, context: object): Promise<BatchJob> {
  const request = new Request(`${fake.baseUrl}/admin/batch-jobs`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-medusa-access-token": "test_api_token_admin",
    },
    body: JSON.stringify({ type, context }),
  });
  const { batch_job } = await (await fake.fetch(request)).json();
  return fake.settle(batch_job.id);
}
