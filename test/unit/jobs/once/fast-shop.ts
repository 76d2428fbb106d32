import { type AxiosAdapter, AxiosError, type InternalAxiosRequestConfig } from "axios";
import { type BatchJob, type Config, Medusa } from "medusa-batch-jobs";
import { DEFAULT_USERS, FakeMedusa, type FakeMedusaOptions } from "medusa-batch-jobs/testing";

/** How much faster the server's clock runs: what takes it three seconds takes a test as many times less. */
const SPEED = 50;

/** A fake Medusa whose clock is a day ahead, and runs fast; and clients of it, in one process. */
export class FastShop {
  readonly fake: FakeMedusa;
  /** Called before each request is answered; what it throws is what becomes of the request. */
  onRequest: (request: Request) => void | Promise<void> = () => {};
  /** Milliseconds that the server's clock was set forward by. */
  leap = 24 * 60 * 60_000;
  readonly #start = Date.now();

  constructor(options: FakeMedusaOptions = {}) {
    const clock = () => this.#start + this.leap + Math.round((Date.now() - this.#start) * SPEED);
    this.fake = new FakeMedusa({ clock, tick: 3_000, ...options });
  }

  client(config: Config = {}): Medusa {
    const apiKey = DEFAULT_USERS[0]?.apiToken;
    return new Medusa({ apiKey, axiosAdapter: this.#adapter, maxRetries: 0, ...config });
  }

  /** What was sent to change something, in turn: "create", "confirm", "cancel", "upload", "delete". */
  get changes(): string[] {
    return this.fake.requests.flatMap(({ method, path }) => {
      if (method === "GET" || path.endsWith("/download-url")) return [];
      const name = path.split("/").at(-1) ?? "";
      if (path.startsWith("/admin/uploads")) return method === "DELETE" ? ["delete"] : ["upload"];
      return name === "batch-jobs" ? ["create"] : [name];
    });
  }

  /** The keys of the uploaded files that are still there. */
  get uploads(): string[] {
    return [...this.fake.files.keys()].filter((key) => key.endsWith("import.csv"));
  }

  get applied(): BatchJob[] {
    return this.fake.jobs.filter(({ completed_at }) => completed_at !== null);
  }

  /** Those that somebody could still confirm. */
  get prepared(): BatchJob[] {
    return this.fake.jobs.filter(({ status }) => status === "pre_processed");
  }

  readonly #adapter: AxiosAdapter = async (config) => {
    const request = toRequest(this.fake.baseUrl, config);
    try {
      await this.onRequest(request.clone());
    } catch (error) {
      throw new AxiosError(String(error), "ECONNRESET", config);
    }
    const { status, headers, body } = await this.fake.answer(request);
    const data = body === null ? "" : new TextDecoder().decode(body);
    return { status, statusText: "", headers: Object.fromEntries(headers), data, config };
  };
}

function toRequest(baseUrl: string, config: InternalAxiosRequestConfig): Request {
  const { method = "get", url = "", data } = config;
  const headers = new Headers();
  for (const [name, value] of Object.entries(config.headers)) {
    if (typeof value === "string") headers.set(name, value);
  }
  const body = method === "get" ? undefined : data;
  const upper = method.toUpperCase();
  return new Request(url.startsWith("/") ? baseUrl + url : url, { method: upper, headers, body });
}
