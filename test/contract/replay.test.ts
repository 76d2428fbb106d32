import { describe, expect, it } from "vitest";
import { actualAnswer, cutAlike, recordedAnswer } from "./replay-compare.js";
import { LEFT_OUT, RECORDED, RECORDED_NAMES } from "./replay-recording.js";
import { ReplayWorld } from "./replay-world.js";
import { cannot } from "./shop.js";

describe.skipIf(cannot("fake")).each(RECORDED)(
  "the fake answers as the server did: $name",
  (server) => {
    const world = new ReplayWorld(server, { production: server.name === "production mode" });

    // One story: each exchange builds on those before it.
    it.each(server.exchanges)("$section: $name", async (exchange) => {
      const recorded = recordedAnswer(exchange);
      const actual = await actualAnswer(await world.replay(exchange), exchange);
      expect(exchange.cut ? cutAlike(actual, recorded) : actual).toEqual(recorded);
    });
  },
);

it.skipIf(cannot("fake"))("leaves out nothing but what the list says", () => {
  const leftOut = RECORDED_NAMES.filter((name) => name in LEFT_OUT);
  const replayed = RECORDED.flatMap(({ exchanges }) => exchanges);
  expect(new Set(leftOut)).toEqual(new Set(Object.keys(LEFT_OUT)));
  expect(replayed.length + leftOut.length).toBe(RECORDED_NAMES.length);
});
