import { afterEach, expect, test, vi } from "vitest";
import { randomUuid } from "../../../src/http/uuid.js";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

afterEach(() => vi.unstubAllGlobals());

test("is a version 4 UUID, another each time", () => {
  expect(randomUuid()).toMatch(UUID);
  expect(randomUuid()).not.toBe(randomUuid());
});

test("is one too on a page served over plain http, where crypto.randomUUID is missing", () => {
  vi.stubGlobal("crypto", { getRandomValues: crypto.getRandomValues.bind(crypto) });
  expect(randomUuid()).toMatch(UUID);
});

test("is one too in React Native, where there is no crypto", () => {
  vi.stubGlobal("crypto", undefined);
  expect(randomUuid()).toMatch(UUID);
  expect(randomUuid()).not.toBe(randomUuid());
});
