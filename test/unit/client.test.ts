import { expect, test } from "vitest";
import { Client, type RetryEvent } from "../../src/index.js";

/** A client whose server refuses every connection; it counts the tries. */
function refused(onRetry: (event: RetryEvent) => unknown) {
  const tried: string[] = [];
  const client = new Client({
    axiosAdapter: async ({ url }) => {
      tried.push(String(url));
      throw Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    },
    onRetry: Object(onRetry),
  });
  return { client, tried };
}

test.each<[string, () => unknown]>([
  [
    "throws",
    () => {
      throw new Error("the log is full");
    },
  ],
  ["rejects", async () => Promise.reject(new Error("the log is full"))],
])("an onRetry that %s ends its call with that, and is no unhandled rejection", async (_, fail) => {
  const { client, tried } = refused(fail);
  await expect(client.request("GET", "/admin/store")).rejects.toThrow("the log is full");
  expect(tried).toHaveLength(1);
});
