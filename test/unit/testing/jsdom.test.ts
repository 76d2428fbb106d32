import { afterEach, expect, test, vi } from "vitest";
import { FakeMedusa } from "../../../src/testing/index.js";

afterEach(() => vi.unstubAllGlobals());

test("a fake can be made where jsdom lacks half of the web", () => {
  const lacking = ["fetch", "Request", "Response", "ReadableStream", "TextEncoder", "TextDecoder"];
  for (const name of lacking) vi.stubGlobal(name, undefined);
  const fake = new FakeMedusa({ products: [{ handle: "cup", title: "Cup" }] });
  expect(fake.users).toHaveLength(2);
});
