import { expect, test } from "vitest";
import { kindOf, tablesOf } from "../../soak/report.js";
import { call, error, result } from "./calls.js";

const told = (message: string) => ({ name: "MedusaAPIError", message, isPromised: true });

test("errors that differ in the job, the request and numbers are of one kind, those that differ in their answer are not", () => {
  const first = kindOf({ ...told("batch_01A of soak-1 failed after 12 ms."), status: 500 });
  expect(kindOf({ ...told("batch_01B of soak-2 failed after 7 ms."), status: 500 })).toBe(first);
  expect(kindOf({ ...told("batch_01B of soak-2 failed after 7 ms."), status: 503 })).not.toBe(
    first,
  );
  expect(kindOf({ ...told("Lost."), ambiguous: true })).toBe("MedusaAPIError ambiguous: Lost.");
  expect(kindOf(told("The product-import batch_01A is still created after 45000 ms."))).toBe(
    kindOf(told("The order-export batch_01B is still created after 44999 ms.")),
  );
  expect(kindOf(told("POST /admin/uploads/protected: no connection"))).toBe(
    kindOf(told("GET /admin/batch-jobs: no connection")),
  );
});

test("of the words of an error, the beginning is told", () => {
  const words = "The server has gone on with others, and nobody knows why. ".repeat(3);
  const kind = kindOf(told(words));
  expect(kind).toMatch(/^MedusaAPIError: The server has gone on .* …$/);
  expect(kind.length).toBeLessThan(words.length);
});

test("the tables tell what was done, how it ended, what was killed, and what is held", () => {
  const tables = tablesOf({
    calls: [call(result("batch_1")), call(error({ message: "a | b" })), call({ ended: "killed" })],
    takenUp: 2,
    downtimes: new Map([["redis", { kills: 2, ms: 6_000 }]]),
    account: { counts: { keys: 4 }, faults: [] },
    health: [
      {
        client: "client 1",
        samples: 9,
        heap: { first: 1024 * 1024, last: 2 * 1024 * 1024 },
        resources: { before: ["Pipe"], after: ["Pipe"] },
      },
    ],
  });
  expect(tables).toContain("| importPlain | 3 | 1 | 1 | 1 | 0 |");
  expect(tables).toContain("| all; 2 of them took a key up again | 3 | 1 | 1 | 1 | 0 |");
  expect(tables).toContain("| redis | 2 | 3.0 |");
  expect(tables).toContain("| MedusaAPIError: a \\| b | 1 |");
  expect(tables).toContain("| keys | 4 |");
  expect(tables).toContain("| client 1 | 9 | 1.0 | 2.0 | 1 | 1 |");
});
