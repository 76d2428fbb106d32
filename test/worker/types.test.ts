import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { run } from "../../demo/prepare-example.js";

/** `npm run typecheck` leaves them out: in a fresh clone there is no BullMQ. */
test.skipIf(!inject("hasRedis"))("the workers and their tests compile", async () => {
  const compiling = run("npx", ["tsc", "-p", "test/worker"], join(import.meta.dirname, "../.."));
  await expect(compiling).resolves.toBeUndefined();
});
