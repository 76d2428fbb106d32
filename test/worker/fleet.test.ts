import { describe, expect, inject, onTestFinished, test } from "vitest";
import { FaultInjector } from "./support/fault-injector.js";
import { writeFiles } from "./support/files.js";
import { add, Fleet } from "./support/fleet.js";
import { MOMENTS, type Moment } from "./support/moments.js";
import { TestQueue } from "./support/queue.js";
import { openFake, openProduction, stockOf } from "./support/shops.js";

const WORKERS = 4;
/** So soon a dead worker's job is another's. No shorter: a live one that stands still so long may confirm beside its successor. */
const STANDSTILL_MS = 4000;
const HANDLES = Array.from({ length: 30 }, (_, number) => `mug-${100 + number}`);

/** When the worker of a file is killed: at each moment once, and of three files several times. */
const DEATHS: Moment[][] = [
  ["the upload arrives", "the create is done, unanswered", "the job is prepared"],
  ["the upload is done, unanswered", "the create arrives", "the confirm arrives"],
  ["the job is prepared", "the confirm is done, unanswered", "the job is completed"],
  ...MOMENTS.map((moment) => [moment]),
];

describe.skipIf(!inject("hasRedis"))("files in a queue, of which workers die", () => {
  test.each([
    { shop: "the fake", open: openFake },
    { shop: "a real Medusa, in the Redis of its event bus", open: openProduction },
  ])("on $shop: each is imported once, none is lost", async ({ open }) => {
    const shop = await open();
    const queue = new TestQueue(shop);
    const keys = await add(shop, ...(await writeFiles(...HANDLES)));
    const deaths = new Map(DEATHS.map((moments, i) => [keys[i] ?? "", [...moments]]));
    const keyOfFile = (body: string) => keys[HANDLES.findIndex((handle) => body.includes(handle))];
    const injector = new FaultInjector(queue, deaths, keyOfFile);
    const fleet = new Fleet(WORKERS, { ...shop, standstill: STANDSTILL_MS }, (...seen) =>
      injector.watch(...seen),
    );
    onTestFinished(() => fleet.stop());

    await queue.allDone(keys);

    expect([...deaths.values()].flat()).toEqual([]);
    expect(await queue.counts()).toEqual({ completed: HANDLES.length });
    const { applied, waiting, handles } = await stockOf(shop);
    expect(applied.toSorted()).toEqual(keys.toSorted());
    expect(handles.filter((handle) => handle.startsWith("mug-")).toSorted()).toEqual(HANDLES);
    expect(waiting).toEqual([]);
  });
});
