import { describe, expect, test } from "vitest";
import { fetchPage, MAX_IDS_PER_REQUEST } from "../../../../src/jobs/listing/list.js";
import { Shelf } from "../shelf.js";

function shelfOf(count: number): Shelf {
  const shelf = new Shelf();
  for (let i = 0; i < count; i += 1)
    shelf.add({ id: `job-${i}`, microseconds: i * 1000, type: `t${i % 7}` });
  return shelf;
}

const someIds = (count: number) => Array.from({ length: count }, (_, i) => `job-${i}`);

describe("more ids than fit one URL", () => {
  test("are asked for in chunks and merged in order", async () => {
    const shelf = shelfOf(400);
    const page = await fetchPage({ id: someIds(250) }, shelf.send);
    expect(shelf.requests.map(({ id }) => id?.length)).toEqual([100, 100, 50]);
    expect(page.batch_jobs.map(({ id }) => id)).toEqual(someIds(250).reverse());
    expect(page).toMatchObject({ count: 250, offset: 0, limit: 250 });
  });

  test("are merged by any order", async () => {
    const page = await fetchPage({ id: someIds(150), order: "type" }, shelfOf(150).send);
    const types = page.batch_jobs.map(({ type }) => type);
    expect(types).toEqual(types.toSorted());
  });

  test("take limit and offset over all of them", async () => {
    const query = { id: someIds(250), limit: 30, offset: 90 };
    const page = await fetchPage(query, shelfOf(400).send);
    expect(page.batch_jobs.map(({ id }) => id)).toEqual(someIds(160).reverse().slice(0, 30));
    expect(page).toMatchObject({ count: 250, offset: 90, limit: 30 });
  });

  test("count each id once, and a few are one request", async () => {
    const shelf = shelfOf(10);
    const twice = [...someIds(MAX_IDS_PER_REQUEST), ...someIds(MAX_IDS_PER_REQUEST)];
    await fetchPage({ id: twice }, shelf.send);
    expect(shelf.requests).toHaveLength(1);
  });
});

describe("what matches nothing is not asked for", () => {
  test.each([{ id: [] }, { type: [] }, { status: [] }, { id: "job-1", type: [] }])(
    "%j",
    async (query) => {
      const shelf = shelfOf(5);
      const page = await fetchPage({ ...query, offset: 2, limit: 4 }, shelf.send);
      expect(page).toMatchObject({ batch_jobs: [], count: 0, offset: 2, limit: 4 });
      expect(shelf.requests).toEqual([]);
    },
  );
});
