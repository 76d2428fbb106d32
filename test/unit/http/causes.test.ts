import { afterEach, describe, expect, test, vi } from "vitest";
import { otherSite } from "../../../src/http/causes.js";
import { toMedusaError } from "../../../src/http/explain.js";

const request = {
  method: "GET" as const,
  path: "/admin/batch-jobs",
  baseUrl: "http://127.0.0.1:9000",
  timeout: 1000,
  requestId: "request-1",
  unresolved: false,
};

afterEach(() => vi.unstubAllGlobals());

describe("in a browser, which does not say why there is no answer", () => {
  const said = (page: string, more = {}) => {
    vi.stubGlobal("location", { origin: page });
    const failure = { kind: "lost" as const, detail: "Network Error", code: "ERR_NETWORK" };
    return toMedusaError(failure, { ...request, ...more }).message;
  };

  test("a page of another origin is told of CORS", () => {
    expect(said("http://shop.example")).toMatch(
      /does the backend's admin_cors name http:\/\/shop\.example\?$/,
    );
  });

  test("a page of the backend's own is not", () => {
    expect(said("http://127.0.0.1:9000")).not.toContain("CORS");
  });

  test("a file is shown as a link in its place", () => {
    const file = { path: "/uploads/a.csv", responseType: "stream" as const };
    expect(said("http://shop.example", file)).toMatch(
      /Medusa's own file service does not allow http:\/\/shop\.example \(CORS\): show people file\.url as a link\.$/,
    );
    const elsewhere = { ...file, fileService: "https://files.example" };
    expect(said("http://shop.example", elsewhere)).toContain(
      "https://files.example does not allow",
    );
  });

  test.each([
    ["http://localhost:7001", "http://127.0.0.1:9000", true],
    ["http://127.0.0.1:7001", "http://localhost:9000/medusa", true],
    ["http://localhost:7001", "http://localhost:9000", false],
    ["https://shop.example", "http://localhost:9000", false],
  ])("a page of %s and a backend at %s are two sites: %s", (origin, baseUrl, are) => {
    vi.stubGlobal("location", { origin });
    expect(otherSite(baseUrl) !== undefined).toBe(are);
  });

  test("a page that sent nothing but perhaps a cookie, which nobody sees, is told to log in, and of no API token", () => {
    vi.stubGlobal("location", { origin: "https://admin.shop.example" });
    const response = { status: 401, statusText: "Unauthorized", headers: {}, data: "Unauthorized" };
    const failure = { kind: "status" as const, detail: "", response };
    const said = (more = {}) => toMedusaError(failure, { ...request, ...more }).message;
    expect(said()).toMatch(/^Nobody is logged in: .*Log in with admin\.auth\.createSession/);
    expect(said()).not.toContain("apiKey");
    expect(said({ apiKey: "a-token" })).toContain("customHeaders unset them");
  });
});
