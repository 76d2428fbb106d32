import { isObject, isRecord } from "../http/kinds.js";
import type { BatchJob } from "../types/batch-job.js";
import { invalidData, notAllowed, notFound, unknownError } from "./api-error.js";
import { type Answer, json } from "./http.js";
import type { JobRecord } from "./job-store.js";
import { canceled, confirmed } from "./lifecycle.js";
import { listJobs } from "./list.js";
import type { Endpoint, EndpointCall, Server } from "./server.js";
import { isOptionalBoolean, isText, type Rules, validated } from "./validation.js";

const JOBS = "/admin/batch-jobs";

const CREATE: Rules = {
  type: [[isText, "must be a string"]],
  context: [[isRecord, "must be an object"]],
  dry_run: [[isOptionalBoolean, "must be a boolean value"]],
};

/** The five calls. */
export const BATCH_JOB_ENDPOINTS: readonly Endpoint[] = [
  { method: "POST", path: JOBS, answer: createJob },
  {
    method: "GET",
    path: JOBS,
    answer({ userId, search }, { jobs, accounts, settings: { minor } }) {
      const own = jobs.all().filter(({ job }) => job.created_by === userId);
      const account = accounts.find(({ user }) => user.id === userId);
      return json(200, listJobs(own, search, { owner: account?.user, minor }));
    },
  },
  {
    method: "GET",
    path: `${JOBS}/:id`,
    answer: (call, server) => jobAnswer(200, requireOwnJob(call, server).job),
  },
  {
    method: "POST",
    path: `${JOBS}/:id/confirm`,
    answer(call, server) {
      const record = requireOwnJob(call, server);
      confirmOnce(record, call, server);
      return jobAnswer(200, record.job);
    },
  },
  {
    method: "POST",
    path: `${JOBS}/:id/cancel`,
    answer(call, server) {
      const record = requireOwnJob(call, server);
      record.job = canceled(record.job, call.now);
      return jobAnswer(200, record.job);
    },
  },
];

/**
 * The job that the path names.
 *
 * @throws {FakeApiError} 404, or 400 for another user's
 */
export function requireOwnJob(
  { id, userId }: Pick<EndpointCall, "id" | "userId">,
  { jobs }: Server,
): JobRecord {
  if (!isStorable(id)) throw unknownError();
  const record = jobs.get(id);
  if (!record) throw notFound(`Batch job with id ${id} was not found`);
  if (record.job.created_by !== userId) {
    throw notAllowed("Cannot access a batch job that does not belong to the logged in user");
  }
  return record;
}

// Of two confirms that are on their way at once, neither sees the other: both are answered with 200, and the job runs
// twice.
function confirmOnce(record: JobRecord, { now, number }: EndpointCall, server: Server): void {
  if (record.job.status === "confirmed" && number <= record.confirmedWith) {
    record.runsTwice = true;
    return;
  }
  record.job = confirmed(record.job, now);
  record.due = now + server.settings.tick;
  server.jobs.emit(record);
  record.confirmedWith = server.requests.length;
}

function createJob({ body, userId, now }: EndpointCall, server: Server): Answer {
  const { type, context, dry_run } = validated(body, CREATE);
  const strategy = server.strategies.get(String(type));
  if (!strategy) throw notFound(`Unable to find a BatchJob strategy with the type ${type}`);
  const given: Record<string, unknown> = Object(context);
  const prepared = strategy.prepare?.(given, server.shop) ?? given;
  assertStorable(prepared, dry_run, userId, server);
  const job = {
    type: strategy.type,
    context: structuredClone(prepared),
    dry_run: dry_run === true,
    created_by: userId,
  };
  return jobAnswer(201, server.jobs.add(job, now, server.settings.tick).job);
}

// What the database refuses, after everything else.
function assertStorable(
  context: object,
  dryRun: unknown,
  userId: string,
  { accounts }: Server,
): void {
  if (dryRun === null) {
    throw invalidData("Can't insert null value in field dry_run on insert in table batch_job");
  }
  if (!isStorable(context)) throw unknownError();
  if (!accounts.some(({ user }) => user.id === userId)) {
    throw notFound(`User with created_by ${userId} does not exist.`);
  }
}

// The database's texts hold no NUL, and no half of a pair of UTF-16.
function isStorable(value: unknown): boolean {
  if (typeof value === "string") return !/[\0\p{Surrogate}]/u.test(value);
  if (!isObject(value)) return true;
  return Object.entries(value).flat().every(isStorable);
}

function jobAnswer(status: number, batch_job: BatchJob): Answer {
  return json(status, { batch_job });
}
