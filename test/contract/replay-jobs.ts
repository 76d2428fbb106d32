import { statusOf } from "../../src/testing/lifecycle.js";
import type { TokenClaims } from "../../src/testing/tokens.js";
import type { BatchJob } from "../../src/types/batch-job.js";
import type { Exchange, RecordedServer } from "./replay-recording.js";

/** The two users that the recorder had; its admin keeps the recorded id. */
export function usersOf({ exchanges }: RecordedServer) {
  const id = /usr_[0-9A-HJKMNP-TV-Z]{26}/.exec(JSON.stringify(exchanges))?.[0];
  return [
    {
      id,
      email: "admin@medusa-test.com",
      password: "supersecret",
      apiToken: "test_api_token_admin",
      firstName: "Test",
      lastName: "Admin",
    },
    { email: "second@medusa-test.com", password: "supersecret", apiToken: "test_api_token_second" },
  ];
}

/** The jobs of a server as they were seen last, in the order of their creation. */
export function lastSnapshots({ exchanges }: RecordedServer): BatchJob[] {
  const jobs = new Map<string, BatchJob>();
  for (const seen of exchanges.flatMap(({ response }) => jobsIn(response.body))) {
    const known = jobs.get(seen.id);
    // Rows of a list say dry_run: false, whatever is true, and show what was asked for.
    const isWaiting = Boolean(seen.pre_processed_at && !seen.confirmed_at);
    const dry_run = seen.dry_run || known?.dry_run === true || isWaiting;
    jobs.set(seen.id, {
      ...known,
      ...seen,
      dry_run,
      status: seen.type ? seen.status : (known?.status ?? seen.status),
    });
  }
  return [...jobs.values()].sort((a, b) => a.created_at.localeCompare(b.created_at));
}

/** The job as it was before a confirm or a cancel that succeeded. */
export function jobsBefore({ request, response }: Exchange): BatchJob[] {
  const stamp = { confirm: "confirmed_at", cancel: "canceled_at" }[
    /[a-z]+$/.exec(request.url)?.[0] ?? ""
  ];
  const jobs = stamp ? jobsIn(response.body).map((job) => ({ ...job, [stamp]: null })) : [];
  return jobs.map((job) => ({ ...job, status: statusOf(job) }));
}

/** The order in which jobs changed. */
export function byUpdate(a: BatchJob, b: BatchJob): number {
  return (a.updated_at ?? "").localeCompare(b.updated_at ?? "");
}

/** Whether a part of an exchange has a name in it. */
export function mentions(part: unknown, name: string | undefined): boolean {
  return name !== undefined && JSON.stringify(part).includes(name);
}

/** When the recorder began with a server: milliseconds since 1970. */
export function firstInstant({ exchanges }: RecordedServer): number {
  const times = JSON.stringify(exchanges).match(/"created_at":"(2026[^"]+)"/);
  const issued = exchanges.flatMap(({ request }) => {
    const claims = /^Bearer ey[\w-]+\.([\w-]+)\./.exec(String(request.headers?.authorization))?.[1];
    return claims === undefined ? [] : [parseClaims(claims).iat * 1000];
  });
  return Math.max(Date.parse(times?.[1] ?? "2026-11-23T14:30:00Z"), ...issued);
}

/** The jobs of an answer. */
export function jobsIn(body: unknown): BatchJob[] {
  const { batch_job, batch_jobs = [] }: { batch_job?: BatchJob; batch_jobs?: BatchJob[] } =
    Object(body);
  return batch_job ? [batch_job] : batch_jobs;
}

/** Whether an exchange made a job. */
export function isCreation({ request, response }: Exchange): boolean {
  return (
    request.method === "POST" &&
    /^\/admin\/batch-jobs(\?|$)/.test(request.url) &&
    response.status === 201
  );
}

/** Whether it is one of those that ask for the same jobs in all ways; none of them moved meanwhile. */
export function isListing({ section, request }: Exchange): boolean {
  return section === "list" && request.method === "GET";
}

/** The job that an exchange made. */
export function createdJob({ response }: Exchange): BatchJob | undefined {
  return jobsIn(response.body)[0];
}

/** What a client sent to get the context that the server stored. */
export function originalContext({ context }: BatchJob): Record<string, unknown> {
  const { list_config, shape: _, ...rest } = context ?? {};
  if (!(list_config instanceof Object)) return rest;
  const config: {
    skip?: number;
    take?: unknown;
    order?: object;
    select?: string[];
    relations?: string[];
  } = list_config;
  const [[field = "", direction] = []] = Object.entries(config.order ?? {});
  const order = `${direction === "DESC" ? "-" : ""}${field}`;
  const isOrderExport = config.select?.includes("display_id");
  return {
    ...rest,
    offset: config.skip,
    limit: config.take,
    order,
    ...(config.select && !isOrderExport && { fields: config.select.join(",") }),
    ...(config.relations?.length === 1 && { expand: config.relations.join(",") }),
  };
}

/** What a JWT says: its second part. */
export function parseClaims(claims: string): TokenClaims {
  return JSON.parse(Buffer.from(claims, "base64url").toString());
}
