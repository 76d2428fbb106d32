import { expect, test } from "vitest";
import { Work } from "../../soak/work.js";
import { errand, error, result } from "./calls.js";

const KEYED = errand({ kind: "importOnce" });
const STUCK = error({ name: "BatchJobTimeoutError", job: { id: "batch_1", status: "created" } });

test("a key that failed is taken up again, in turn with what is new, and also at the end", () => {
  const work = new Work(["soak-1", "soak-2", "soak-3"].map((work) => ({ ...KEYED, work })));
  const fail = () => {
    const next = work.next() ?? expect.unreachable();
    work.ended(next, { ended: "killed" });
    return next.work;
  };
  expect([fail(), fail(), fail(), fail()]).toEqual(["soak-1", "soak-2", "soak-1", "soak-3"]);
  work.isClosing = true;
  expect([fail(), fail(), fail()]).toEqual(["soak-2", "soak-1", "soak-3"]);
  expect(work.takenUp).toBe(4);
  work.giveUp();
  expect(work.next()).toBeUndefined();
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
  work.isClosing = true;
  expect(work.next()).toMatchObject({ stuck: undefined, again: false });
  work.ended(shared, STUCK);
  expect(work.next()).toMatchObject({ stuck: "batch_1", again: true });
  work.isClosing = false;
  expect(work.next()).toMatchObject({ again: true });
});

test("of one that hangs, nothing is begun again", () => {
  const work = new Work([]);
  work.ended(KEYED, { ended: "hung" });
  expect(work.next()).toBeUndefined();
});
