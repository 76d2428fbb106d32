import { FakeMedusa, type FakeMedusaOptions, RESUMED_AFTER_MS } from "medusa-batch-jobs/testing";
import { describe, expect, it } from "vitest";
import { create } from "./asking.js";

const EXPORT = { type: "product-export", context: {} };
const WRONG = { type: "product-import", context: { fileKey: "no-such-file.csv" } };
const TICK = 100;

/** A shop whose time goes on when a test says so. */
class Shop {
  now = Date.UTC(2026, 0, 1);
  readonly fake: FakeMedusa;

  constructor(options: FakeMedusaOptions) {
    this.fake = new FakeMedusa({ clock: () => this.now, tick: TICK, ...options });
  }

  /** The ids of so many new exports. */
  async exports(count: number): Promise<string[]> {
    const ids: string[] = [];
    while (ids.length < count) ids.push((await create(this.fake, EXPORT)).id);
    return ids;
  }

  after(ms: number): (string | undefined)[] {
    this.now += ms;
    return this.fake.jobs.map(({ status }) => status);
  }
}

describe("on Redis", () => {
  const onRedis = (options: FakeMedusaOptions = {}) => new Shop({ eventBus: "redis", ...options });

  it("is one event at a time, in their order", async () => {
    const shop = onRedis();
    await shop.exports(3);
    expect(shop.after(TICK)).toEqual(["confirmed", "created", "created"]);
    expect(shop.after(TICK)).toEqual(["confirmed", "confirmed", "created"]);
    expect(shop.after(TICK)).toEqual(["confirmed", "confirmed", "confirmed"]);
    expect(shop.after(TICK)).toEqual(["completed", "confirmed", "confirmed"]);
    expect(shop.after(2 * TICK)).toEqual(["completed", "completed", "completed"]);
  });

  it("is not held up by a job that waits for a confirmation, nor by one that fails", async () => {
    const shop = onRedis();
    await create(shop.fake, { ...EXPORT, dry_run: true });
    const failing = { ...EXPORT, context: { filterable_fields: { colour: "red" } } };
    await create(shop.fake, failing);
    await shop.exports(1);
    expect(shop.after(10 * TICK)).toEqual(["pre_processed", "failed", "completed"]);
  });

  it("is stopped by an import whose file is not there", async () => {
    const shop = onRedis();
    await create(shop.fake, WRONG);
    await shop.exports(1);
    expect(shop.after(3_600_000)).toEqual(["created", "created"]);
  });

  it("does not let a job be advanced before it is its turn", async () => {
    const shop = onRedis({ tick: Number.POSITIVE_INFINITY });
    const [first = "", second = ""] = await shop.exports(2);
    expect(() => shop.fake.advance(second)).toThrow(`is queued behind ${first}`);
    shop.fake.advance(first);
    expect(shop.fake.advance(second).status).toBe("confirmed");
  });

  it("loses by a restart what waits, and takes up again what is at work, once", async () => {
    const shop = onRedis();
    await shop.exports(2);
    shop.after(2 * TICK);
    await shop.exports(1);
    shop.fake.restart();
    expect(shop.after(RESUMED_AFTER_MS)).toEqual(["confirmed", "confirmed", "created"]);
    expect(shop.after(TICK)).toEqual(["completed", "confirmed", "created"]);
    expect(shop.after(3_600_000)).toEqual(["completed", "confirmed", "created"]);
    await shop.exports(1);
    expect(shop.after(2 * TICK).at(-1)).toBe("completed");
  });

  it("counts restarts while it is at work alone", async () => {
    const shop = onRedis();
    await shop.exports(1);
    shop.after(TICK);
    shop.fake.restart();
    shop.after(RESUMED_AFTER_MS / 2);
    shop.fake.restart();
    expect(shop.after(RESUMED_AFTER_MS + TICK)).toEqual(["completed"]);
  });

  it("never takes up what was killed a second time", async () => {
    const shop = onRedis();
    await shop.exports(1);
    shop.after(TICK);
    shop.fake.restart();
    shop.after(RESUMED_AFTER_MS);
    shop.fake.restart();
    expect(shop.after(3_600_000)).toEqual(["confirmed"]);
  });

  it("goes on after the second restart where a file is not there", async () => {
    const shop = onRedis();
    await create(shop.fake, WRONG);
    shop.after(TICK);
    for (let restarts = 0; restarts < 2; restarts++) {
      shop.fake.restart();
      shop.after(RESUMED_AFTER_MS + TICK);
    }
    await shop.exports(1);
    expect(shop.after(3_600_000)).toEqual(["created", "completed"]);
  });
});

describe("on the local event bus", () => {
  it("works at all at once", async () => {
    const shop = new Shop({});
    await create(shop.fake, WRONG);
    await shop.exports(2);
    expect(shop.after(TICK)).toEqual(["created", "confirmed", "confirmed"]);
  });

  it("loses by a restart what is at work, for ever, and goes on with the others", async () => {
    const shop = new Shop({});
    await shop.exports(1);
    shop.after(TICK);
    await shop.exports(1);
    shop.fake.restart();
    expect(shop.after(3_600_000)).toEqual(["confirmed", "completed"]);
  });
});
