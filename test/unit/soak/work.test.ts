import { expect, test } from "vitest";
import { Work } from "../../soak/work.js";
import { errand, error, result } from "./calls.js";

const KEYED = errand({ kind: "importOnce" });
const STUCK = error({ name: "BatchJobTimeoutError", job: { id: "batch_1", status: "created" } });

test("a key that failed is taken up again, before anything new, and also at the end", () => {
  const work = new Work([KEYED, errand({ work: "soak-2" })]);
  work.ended(work.next() ?? KEYED, { ended: "killed" });
  work.isClosing = true;
  expect(work.next()).toMatchObject({ kind: "importOnce", again: false });
  expect(work.next()).toBeUndefined();
  expect(work.takenUp).toBe(1);
});

test("what has no key, or has ended well, is not done again", () => {
  const work = new Work([]);
  work.ended(errand(), STUCK);
  work.ended(KEYED, result("batch_1"));
  expect(work.next()).toBeUndefined();
});

test("a job for which two calls waited in vain is canceled first, and all who have its key run again from then on", () => {
  const shared = errand({ kind: "importShared" });
  const work = new Work([shared, shared]);
  work.ended(work.next() ?? shared, STUCK);
  expect(work.next()).toMatchObject({ stuck: undefined, again: false });
  work.ended(shared, STUCK);
  expect(work.next()).toMatchObject({ stuck: "batch_1", again: true });
  expect(work.next()).toMatchObject({ again: true });
});

test("of one that hangs, nothing is begun again", () => {
  const work = new Work([]);
  work.ended(KEYED, { ended: "hung" });
  expect(work.next()).toBeUndefined();
});
