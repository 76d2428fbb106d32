import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { installBackend } from "../backend/install.mjs";

/** The compiler's complaints about this folder. */
function complaints(config: string): string {
  try {
    execFileSync("npx", ["tsc", "-p", config], { cwd: import.meta.dirname, encoding: "utf8" });
    return "";
  } catch (error) {
    return String(Object(error).stdout);
  }
}

test("an extended client is one of medusa-js and of this package to the compiler", () => {
  expect(complaints("tsconfig.json")).toBe("");
}, 120_000);

test("and it is with the types of the backend, which medusa-js asks for", async () => {
  await installBackend();
  expect(complaints("tsconfig.backend.json")).toBe("");
}, 600_000);
