import { expect, test } from "vitest";
import { faultsOfHealth, healthOf } from "../../soak/health.js";

const MB = 1024 * 1024;
const BASE = { heap: 10 * MB, resources: ["Pipe"] };

function faults(heaps: number[], resources = ["Pipe"]): string[] {
  return faultsOfHealth(healthOf("client 1", heaps, BASE, { heap: 0, resources }));
}

test("a heap that grows is a leak, whatever peaks there are", () => {
  const flat = Array.from({ length: 30 }, (_, i) => (i % 7 === 0 ? 60 : 20) * MB);
  const growing = flat.map((heap, i) => heap + i * MB);
  expect(faults(flat)).toEqual([]);
  expect(faults(growing)).toEqual([expect.stringMatching(/heap of client 1 grew/)]);
});

test("too few samples tell nothing", () => {
  expect(faults([1, 2, 90].map((mb) => mb * MB))).toEqual([]);
});

test("what is held at the end and was not at the beginning is a leak, each for itself", () => {
  expect(faults([], ["Pipe", "TCPSocketWrap", "TCPSocketWrap"])).toEqual([
    "client 1 holds still: TCPSocketWrap, TCPSocketWrap.",
  ]);
  expect(faults([], [])).toEqual([]);
});
