import { FakeMedusa, type FakeMedusaOptions } from "medusa-batch-jobs/testing";
import { describe, expect, it } from "vitest";
import { ask, upload } from "./asking.js";

const ORIGIN = "https://dashboard.shop.test";

async function allowedOrigin(path: string, options: FakeMedusaOptions, origin = ORIGIN) {
  const { headers } = await ask(new FakeMedusa(options), path, { headers: { origin } });
  return headers.get("access-control-allow-origin");
}

describe("adminCors", () => {
  it.each([
    [undefined, true],
    ["", false],
    [ORIGIN, true],
    [`http://localhost:7001,${ORIGIN}`, true],
    // Medusa trims nothing, and compares letters, not hosts.
    [`http://localhost:7001, ${ORIGIN}`, false],
    [`${ORIGIN}/`, false],
    [ORIGIN.toUpperCase(), false],
    ["*", false],
    ["/\\.shop\\.test$/", true],
    ["/SHOP\\.TEST/i", true],
    ["#shop#", true],
    ["/shop", false],
    ["/(/", false],
  ])("%j: %j", async (adminCors, isAllowed) => {
    const options = adminCors === undefined ? {} : { adminCors };
    const allowed = await allowedOrigin("/admin/batch-jobs", options);
    expect(allowed).toBe(isAllowed ? ORIGIN : null);
  });
});

describe("fileCors", () => {
  async function fileOrigin(options: FakeMedusaOptions) {
    const fake = new FakeMedusa(options);
    const path = `/uploads/${await upload(fake, "a;b")}`;
    const { headers } = await ask(fake, path, { headers: { origin: ORIGIN } });
    return headers.get("access-control-allow-origin");
  }

  it("lets nobody in unless it is set, whatever adminCors says", async () => {
    expect(await fileOrigin({ adminCors: "/./" })).toBeNull();
    expect(await fileOrigin({ fileCors: ORIGIN })).toBe(ORIGIN);
    expect(await fileOrigin({ fileCors: "https://other.test" })).toBeNull();
  });
});
