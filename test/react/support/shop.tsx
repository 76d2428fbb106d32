import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type RenderHookOptions, render, renderHook } from "@testing-library/react";
import axios, { type AxiosAdapter } from "axios";
import { Medusa } from "medusa-batch-jobs";
import { BatchJobsProvider } from "medusa-batch-jobs/react";
import { FakeMedusa, type FakeMedusaOptions } from "medusa-batch-jobs/testing";
import { type ReactNode, StrictMode } from "react";
import "./hygiene.js";
import { uploadOf } from "./upload.js";

/** What a shop's server does instead of an answer. */
type Answer = (request: Request) => Response | undefined | Promise<Response | undefined>;

/** A dashboard's client, its cache, and the server that it asks, in one process. */
export class Shop {
  readonly fake: FakeMedusa;
  readonly medusa: Medusa;
  readonly queryClient = new QueryClient();
  /** What left the client, answered or not: `GET /admin/batch-jobs?…`. */
  readonly requests: string[] = [];
  /** Answers in place of the fake; what it does not answer is the fake's. */
  intercept: Answer = () => undefined;
  #underWay = 0;

  constructor(options: FakeMedusaOptions = {}) {
    this.fake = new FakeMedusa({ tick: Number.POSITIVE_INFINITY, ...options });
    this.medusa = new Medusa({
      baseUrl: this.fake.baseUrl,
      apiKey: "test_api_token_admin",
      axiosAdapter: this.adapter,
    });
  }

  /** Whether a request is waited for. */
  get isBusy(): boolean {
    return this.#underWay > 0;
  }

  /** The server is gone, or there again. */
  set isDown(isDown: boolean) {
    this.intercept = isDown ? () => Promise.reject(new TypeError("fetch failed")) : () => undefined;
  }

  /** Nobody is logged in any more, or somebody again. */
  set isLoggedOut(isLoggedOut: boolean) {
    this.intercept = () =>
      isLoggedOut ? new Response("Unauthorized", { status: 401 }) : undefined;
  }

  /** A job of the shop's, through no client. */
  async createJob(type = "product-export", dry_run = false) {
    const { fake } = this;
    const response = await fake.fetch(
      new Request(`${fake.baseUrl}/admin/batch-jobs`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "x-medusa-access-token": "test_api_token_admin",
        },
        body: JSON.stringify({ type, context: {}, dry_run }),
      }),
    );
    const { batch_job } = await response.json();
    return this.job(batch_job.id);
  }

  /** Several, the last one the newest. */
  async createJobs(count: number) {
    return Promise.all(Array.from({ length: count }, () => this.createJob()));
  }

  /** A job as the server knows it. */
  job(id: string) {
    const job = this.fake.job(id);
    if (job === undefined) throw new Error(`There is no job ${id}.`);
    return job;
  }

  /** Takes the requests that were sent since it was last called. */
  takeRequests(): string[] {
    return this.requests.splice(0);
  }

  /** What every dashboard has around its components. */
  readonly Providers = ({ children }: { children?: ReactNode }) => (
    <StrictMode>
      <QueryClientProvider client={this.queryClient}>
        <BatchJobsProvider client={this.medusa}>{children}</BatchJobsProvider>
      </QueryClientProvider>
    </StrictMode>
  );

  render(ui: ReactNode) {
    return render(ui, { wrapper: this.Providers });
  }

  renderHook<TResult, TProps>(
    callback: (props: TProps) => TResult,
    options: Omit<RenderHookOptions<TProps>, "wrapper"> = {},
  ) {
    return renderHook(callback, { ...options, wrapper: this.Providers });
  }

  /** How a client asks this shop's server. */
  readonly adapter: AxiosAdapter = async (config) => {
    this.#underWay += 1;
    try {
      return await (config.url?.includes("/admin/uploads/protected")
        ? this.#upload(config)
        : this.#byFetch(config));
    } finally {
      this.#underWay -= 1;
    }
  };

  readonly #byFetch = axios.getAdapter("fetch", {
    env: {
      fetch: (...asked: Parameters<typeof fetch>) => this.#answer(new Request(...asked)),
    },
  });

  readonly #upload: AxiosAdapter = async (config) => {
    const response = await this.#answer(await uploadOf(config));
    const { status, statusText } = response;
    const headers = Object.fromEntries(response.headers);
    return { data: await response.text(), status, statusText, headers, config };
  };

  async #answer(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    this.requests.push(`${request.method} ${pathname}${decodeURIComponent(search)}`);
    return (await this.intercept(request)) ?? this.fake.fetch(request);
  }
}
