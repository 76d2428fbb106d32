import type { BrowserContext, Page, Request } from "playwright-core";

/** A request of a page to the backend. */
export interface Asked {
  page: Page;
  method: string;
  /** With its query. */
  path: string;
}

/** What goes wrong by itself: the page asks whether someone is logged in, and what is aborted was not wanted any more. */
const USUAL = [/^GET \/admin\/auth → 401$/, /net::ERR_ABORTED$/];

/** What the pages of a context ask the backend at `origin`, and what goes wrong in them. */
export class Recording {
  readonly requests: Asked[] = [];
  readonly #problems: string[] = [];
  readonly #expected: RegExp[] = [...USUAL];
  readonly #origin: string;

  constructor(context: BrowserContext, origin: string) {
    this.#origin = origin;
    context.on("request", (request) => this.#take(request));
    context.on("requestfailed", (request) => {
      this.#problems.push(`${this.#name(request)} → ${request.failure()?.errorText}`);
    });
    context.on("response", (response) => {
      if (response.status() < 400) return;
      this.#problems.push(`${this.#name(response.request())} → ${response.status()}`);
    });
    context.on("console", (message) => {
      // That a request has failed is a problem above.
      if (/^Failed to load resource/.test(message.text())) return;
      if (message.type() === "error" || message.type() === "warning") {
        this.#problems.push(`console: ${message.text()}`);
      }
    });
    context.on("weberror", (error) => this.#problems.push(`uncaught: ${error.error().stack}`));
  }

  /** Requests to paths that begin so. */
  to(method: string, path: string): Asked[] {
    return this.requests.filter((asked) => asked.method === method && asked.path.startsWith(path));
  }

  /** Lets a test provoke what looks like this. */
  expect(...problems: readonly RegExp[]): void {
    this.#expected.push(...problems);
  }

  /** What went wrong that nobody expected. */
  get problems(): string[] {
    return this.#problems.filter((problem) => !this.#expected.some((one) => one.test(problem)));
  }

  #take(request: Request): void {
    if (!request.url().startsWith(this.#origin)) return;
    const path = request.url().slice(this.#origin.length);
    const method = request.method();
    this.requests.push({ page: request.frame().page(), method, path });
  }

  #name(request: Request): string {
    return `${request.method()} ${request.url().replace(this.#origin, "").replace(/\?.*/, "")}`;
  }
}
