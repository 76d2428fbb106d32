import { MedusaAPIError } from "../../errors.js";
import type {
  AdminBatchJobListRes,
  AdminGetBatchParams,
  BatchJob,
  BatchJobStatusFilter,
} from "../../types/batch-job.js";
import type { ResponsePromise, Response as TypedResponse } from "../../types/http.js";
import { isDescending, orderOf } from "./order.js";
import { checkQuery } from "./query.js";
import { compileStatus, statusesOf } from "./status.js";

/** How many ids one request names: with 42 bytes each, they fit the request line of every proxy. */
export const MAX_IDS_PER_REQUEST = 100;

/** The server's page size. */
const DEFAULT_LIMIT = 10;

/** One page of jobs, and how it was answered. */
export type Page = TypedResponse<AdminBatchJobListRes>;

/** Sends one list request. */
export type SendList = (query: AdminGetBatchParams) => ResponsePromise<AdminBatchJobListRes>;

/**
 * One page, in as few requests as the server's filters allow: none for an empty list of ids, one as
 * a rule, several where a status needs them or where there are more ids than fit a URL.
 *
 * @throws MedusaInvalidRequestError for a query that cannot be meant, before anything is sent.
 */
export async function fetchPage(query: AdminGetBatchParams, send: SendList): Promise<Page> {
  checkQuery(query);
  const asked = withoutRepeatedIds(query);
  const parts = compileStatus(asked).map(splitIds);
  const [only, ...others] = parts.flat();
  if (only === undefined) return emptyPage(query);
  if (others.length === 0) return checkRows(await send(only));
  const { offset = 0, limit = Array.isArray(asked.id) ? asked.id.length : DEFAULT_LIMIT } = asked;
  const fromTheFirst = { offset: 0, limit: offset + limit };
  const pages: Page[] = [];
  // One status after the other: a job that moves on meanwhile is found in the later one, or in both.
  for (const chunks of parts) {
    const sent = chunks.map(async (chunk) => checkRows(await send({ ...chunk, ...fromTheFirst })));
    pages.push(...(await Promise.all(sent)));
  }
  return mergePages(pages, { ...query, offset, limit });
}

/** The rows of the wanted status alone: the server cannot tell confirmed from processing. */
export function withStatus(jobs: BatchJob[], status: BatchJobStatusFilter | undefined): BatchJob[] {
  if (status === undefined) return jobs;
  const wanted = statusesOf(status);
  return jobs.filter((job) => wanted.includes(job.status));
}

function checkRows(page: Page): Page {
  if (Array.isArray(page.batch_jobs)) return page;
  throw new MedusaAPIError(
    "The server answered with something else than a list: batch_jobs is no array.",
  );
}

function withoutRepeatedIds(query: AdminGetBatchParams): AdminGetBatchParams {
  const { id } = query;
  return Array.isArray(id) ? { ...query, id: [...new Set<string>(id)] } : query;
}

/** An empty list of ids or types matches nothing; sent, it would vanish and match everything. */
function splitIds(query: AdminGetBatchParams): AdminGetBatchParams[] {
  const { id, type } = query;
  if (Array.isArray(type) && type.length === 0) return [];
  if (!Array.isArray(id)) return [query];
  const chunks = Math.ceil(id.length / MAX_IDS_PER_REQUEST);
  return Array.from({ length: chunks }, (_, chunk) => ({
    ...query,
    id: id.slice(chunk * MAX_IDS_PER_REQUEST, (chunk + 1) * MAX_IDS_PER_REQUEST),
  }));
}

function emptyPage({ offset = 0, limit = DEFAULT_LIMIT }: AdminGetBatchParams): Page {
  const response = { status: 200, statusText: "OK", headers: {} };
  return { batch_jobs: [], count: 0, offset, limit, response };
}

function mergePages(
  pages: Page[],
  query: AdminGetBatchParams & { offset: number; limit: number },
): Page {
  const { offset, limit } = query;
  const rows = pages.flatMap(({ batch_jobs }) => batch_jobs);
  // What moved on meanwhile is there twice: the later answer knows more.
  const jobs = [...new Map(rows.map((job) => [job.id, job])).values()];
  const counted = pages.reduce((sum, { count }) => sum + count, 0);
  return {
    batch_jobs: jobs.sort(byOrder(query)).slice(offset, offset + limit),
    count: counted - (rows.length - jobs.length),
    offset,
    limit,
    response: pages[0]?.response ?? emptyPage({}).response,
  };
}

/** As Postgres sorts: what is null comes last, in descending order first. */
function byOrder(query: AdminGetBatchParams): (a: BatchJob, b: BatchJob) => number {
  const sign = isDescending(query) ? -1 : 1;
  const column = orderOf(query).replace(/^-/, "");
  return (a, b) => sign * compare(Reflect.get(a, column), Reflect.get(b, column));
}

function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a == null) return 1;
  if (b == null) return -1;
  return a < b ? -1 : 1;
}
