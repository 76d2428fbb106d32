import { HttpResponse, http, type RequestHandler } from "msw";
import { FakeMedusa } from "./fake-medusa.js";
import { STATUS_TEXTS } from "./http.js";
import type { FakeMedusaOptions } from "./options.js";
import { PLAYED_PATHS } from "./router.js";

/**
 * The fake as request handlers for msw 2, one for each path that it plays; all other requests are none of theirs.
 *
 * @param fake a fake, or the options of a new one
 * @example
 * ```ts
 * import { createBatchJobHandlers, FakeMedusa } from "medusa-batch-jobs/testing";
 * import { setupServer } from "msw/node";
 *
 * const fake = new FakeMedusa({ baseUrl: "http://localhost:9000" });
 * const server = setupServer(...createBatchJobHandlers(fake));
 * server.listen();
 * ```
 */
export function createBatchJobHandlers(
  fake: FakeMedusa | FakeMedusaOptions = {},
): RequestHandler[] {
  const medusa = fake instanceof FakeMedusa ? fake : new FakeMedusa(fake);
  return PLAYED_PATHS.map((path) =>
    http.all(`${medusa.baseUrl}${path}`, async ({ request, cookies }) => {
      const { status, headers, body } = await medusa.answer(
        request,
        cookieHeader(request, cookies),
      );
      return new HttpResponse(body, { status, statusText: STATUS_TEXTS[status], headers });
    }),
  );
}

// A browser shows the request's cookies to nobody: there msw knows them. In Node the header itself tells the truth,
// while msw adds those that it remembers.
function cookieHeader(request: Request, cookies: Record<string, string>): string | null {
  if (typeof document === "undefined") return request.headers.get("cookie");
  return Object.entries(cookies)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("; ");
}
