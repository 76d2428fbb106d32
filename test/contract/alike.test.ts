import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServedFake, serveFake } from "../support/serve-fake.js";
import { alike } from "./alike-compare.js";
import { REQUESTS } from "./alike-requests.js";
import { ask, makeWorld, type World } from "./alike-world.js";
import { FAKE_SHOP } from "./fake-shop.js";
import { TICK_MS } from "./global-setup.js";
import type { RawRequest } from "./raw.js";
import { cannot, target } from "./shop.js";

// The server under contract, and a fake: where that server is the real one, the fake answers as it does; where it is a
// fake itself, what is compared does not depend on chance. It plays the newest: an older server answers otherwise.
let served: ServedFake;
let theirs: World;
let fakes: World;

beforeAll(async () => {
  served = await serveFake({ tick: TICK_MS, ...FAKE_SHOP });
  [theirs, fakes] = await Promise.all([
    makeWorld(target.url, target),
    makeWorld(served.url, target),
  ]);
});

afterAll(() => served.close());

async function expectAlike(request: RawRequest): Promise<void> {
  const [wanted, actual] = await Promise.all([ask(theirs, request), ask(fakes, request)]);
  expect(alike(actual, fakes)).toEqual(alike(wanted, theirs));
}

describe.skipIf(cannot("fake")).each(Object.entries(REQUESTS))(
  "the fake answers as the server does: %s",
  (_, requests) => {
    test.each(requests.map((request) => [title(request), request] as const))("%s", (_, request) =>
      expectAlike(request),
    );
  },
);

function title({ method = "GET", path, headers, body = "" }: RawRequest): string {
  return `${method} ${path} ${JSON.stringify(headers)} ${body}`;
}

describe.skipIf(cannot("fake"))("the fake answers as the server does", () => {
  const requests = Object.values(REQUESTS).flat();
  const anyOf = <T>(parts: readonly T[]) => fc.constantFrom(...new Set(parts));
  const anyHeaders = anyOf(requests.map(({ headers = {} }) => headers));

  /** The path with one slash more, anywhere. */
  const slashed = (path: string, at: number) => {
    const slashes = [...(path.split("?")[0] ?? "").matchAll(/\//g)];
    const index = slashes[at % (slashes.length + 1)]?.index;
    return index === undefined ? path : `${path.slice(0, index)}/${path.slice(index)}`;
  };

  /** A list of all would show the jobs of other tests, too, which only one of the two servers has. */
  const ofThisTest = (path: string) =>
    /^\/*admin\/+batch-jobs\/*$/i.test(path) ? `${path}?limit=0&created_at[gte]={since}` : path;

  const anyRequest = fc
    .record({
      method: anyOf(["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]),
      path: fc
        .tuple(anyOf(requests.map(({ path }) => path)), fc.nat(8))
        .map(([path, at]) => ofThisTest(slashed(path, at))),
      headers: fc.tuple(anyHeaders, anyHeaders).map(([some, more]) => ({ ...some, ...more })),
      body: anyOf(requests.map(({ body }) => body)),
    })
    // A Request has no body where there should be none; other users' jobs and the session are to stay as they are.
    .map((request) =>
      /^(GET|HEAD|OPTIONS)$/.test(request.method) ? { ...request, body: undefined } : request,
    )
    .filter(({ headers }) => !Object.values(headers).includes("test_api_token_other"))
    .filter(({ method, headers }) => method !== "DELETE" || !("cookie" in headers));

  test("whatever is put together of these", async () => {
    const numRuns = target.kind === "real" ? 500 : 200;
    await fc.assert(fc.asyncProperty(anyRequest, expectAlike), { numRuns });
  }, 300_000);
});
