import type { BatchJob } from "medusa-batch-jobs";
import type { FakeMedusa } from "medusa-batch-jobs/testing";

/** What authenticates the default admin. */
export const TOKEN = { "x-medusa-access-token": "test_api_token_admin" };

/** What a test says about a request beside its path. */
export interface Asked {
  method?: string;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  body?: BodyInit;
}

/** Asks a fake as its admin. */
export function ask(fake: FakeMedusa, path: string, asked: Asked = {}): Promise<Response> {
  return askAnonymously(fake, path, { ...asked, headers: { ...TOKEN, ...asked.headers } });
}

/** Asks a fake without credentials. */
export function askAnonymously(
  fake: FakeMedusa,
  path: string,
  { method, headers, json, body }: Asked = {},
) {
  const isJson = json !== undefined;
  const sent = isJson ? JSON.stringify(json) : body;
  return fake.fetch(
    new Request(fake.baseUrl + path, {
      method: method ?? (sent === undefined ? "GET" : "POST"),
      headers: { ...(isJson && { "content-type": "application/json" }), ...headers },
      body: sent,
    }),
  );
}

/** Creates a job. */
export async function create(fake: FakeMedusa, payload: object): Promise<BatchJob> {
  const { batch_job } = await (await ask(fake, "/admin/batch-jobs", { json: payload })).json();
  return batch_job;
}

/** Uploads a text and gives its key. */
export async function upload(fake: FakeMedusa, content: string, name = "a.csv"): Promise<string> {
  const body = new FormData();
  body.append("files", new File([content], name));
  const { uploads } = await (await ask(fake, "/admin/uploads", { body })).json();
  return uploads[0].key;
}
