import * as msw from "msw";
import { FakeMedusa } from "./fake-medusa.js";
import { type Answer, STATUS_TEXTS, toResponse } from "./http.js";
import type { FakeMedusaOptions } from "./options.js";
import { PLAYED_PATHS, READ_PATHS } from "./router.js";

/**
 * The fake as request handlers for msw 2, one for each path that it plays; other requests pass them by. Of
 * products and the like it plays the lists alone: handlers of your own for those come before it.
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
): msw.RequestHandler[] {
  const medusa = "answer" in fake ? fake : new FakeMedusa(fake);
  const answer: msw.HttpResponseResolver = async ({ request, cookies }) => {
    if (!isBrowserLike()) return toResponse(await medusa.answer(request));
    return toMswResponse(await medusa.answer(request, cookieHeader(cookies)));
  };
  return [
    ...PLAYED_PATHS.map((path) => msw.http.all(`${medusa.baseUrl}${path}`, answer)),
    // Whoever mocks the changes of products goes on doing so.
    ...READ_PATHS.map((path) => msw.http.get(`${medusa.baseUrl}${path}`, answer)),
  ];
}

// Where a browser would keep the cookies, out of the client's sight, msw does: it stores those of an HttpResponse and
// gives them back. In Node that would log in clients that keep no cookies, so there msw must not see them.
function isBrowserLike(): boolean {
  return typeof document !== "undefined";
}

function toMswResponse({ status, headers, body }: Answer): Response {
  return new msw.HttpResponse(body, { status, statusText: STATUS_TEXTS[status], headers });
}

function cookieHeader(cookies: Record<string, string>): string {
  return Object.entries(cookies)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("; ");
}
