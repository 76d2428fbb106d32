import { afterEach, describe, expect, test, vi } from "vitest";
import { fetchStreamable } from "../../../src/http/transport.js";

afterEach(() => vi.unstubAllGlobals());

/** A browser's fetch: of a redirect that it is not to follow, it tells nothing. */
function stubFetch() {
  const asked: Request["redirect"][] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    asked.push(request.redirect);
    if (request.redirect === "follow") return new Response("the file");
    return Object.defineProperty(Response.error(), "type", { value: "opaqueredirect" });
  });
  return asked;
}

describe("where a browser tells nothing of a redirect", () => {
  test("it follows by itself what takes no credentials along", async () => {
    const asked = stubFetch();
    const request = new Request("http://files/a.csv", { redirect: "manual", credentials: "omit" });
    expect(await (await fetchStreamable(request)).text()).toBe("the file");
    expect(asked).toEqual(["manual", "follow"]);
  });

  test.each(["include", "same-origin"] as const)(
    "it does not with credentials: %s",
    async (credentials) => {
      const asked = stubFetch();
      const request = new Request("http://medusa/a.csv", { redirect: "manual", credentials });
      expect((await fetchStreamable(request)).type).toBe("opaqueredirect");
      expect(asked).toEqual(["manual"]);
    },
  );
});
