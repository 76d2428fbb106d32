import { type Config, isMedusaError, Medusa, type RequestOptions } from "medusa-batch-jobs";
import { FaultServer, type Script } from "./fault-server.js";
import type { Fault } from "./faults.js";
import type { Method } from "./methods.js";
import { type Expectation, type ExpectedError, type Mode, questionsAfter } from "./oracle.js";
import { within } from "./support.js";
import { API_KEY } from "./tiny-medusa.js";

/** A method meets with a fault. */
export interface Combination {
  method: Method;
  fault: Fault;
  mode: Mode;
  retries: number;
}

/** Longest pause between two attempts, unless a test is about the pause. */
export const MAX_RETRY_DELAY_MS = 5;

/** For answers that never come, and for those that must. What is lost after a call with the latter is looked for as long. */
export const TIMEOUT_MS = { silent: 1_000, other: 10_000 };

/** As many looks as there can be in 13 s, and one to spare. */
const MAX_LOOKS = 10;

/** No call takes longer, whatever happens to it. */
const BOUND_MS = 40_000;

/** Plays a combination against a server of its own. `prepare` may listen to the server, and add options. */
export async function play(
  { method, fault, mode, retries }: Combination,
  prepare: (server: FaultServer) => Config & RequestOptions = () => ({}),
  afterwards: () => Promise<void> = async () => {},
): Promise<Expectation> {
  const server = await FaultServer.start(scriptOf(method, fault, mode));
  try {
    const { signal, ...config } = prepare(server);
    const { baseUrl, medusa: backend } = server;
    const limits = { maxRetryDelay: MAX_RETRY_DELAY_MS, maxRetries: retries };
    const medusa = new Medusa({ baseUrl, apiKey: API_KEY, ...limits, ...config });
    const timeout = TIMEOUT_MS[fault.silent ? "silent" : "other"];
    const call = method.call(medusa, backend.addPreparedJob().id, { signal, timeout });
    const outcome = await within(BOUND_MS, call).then(
      () => "resolved" as const,
      (error: unknown) => describeError(error, signal),
    );
    await afterwards();
    server.catchUp();
    const questions = signal?.aborted ? 0 : questionsAfter(method, fault);
    const sent = sentTo(server, method, questions);
    return { outcome, ...sent, acted: backend.acted(method.operation) };
  } finally {
    await server.close();
  }
}

function sentTo(server: FaultServer, { repeats, operation, before }: Method, questions: number) {
  if (repeats !== "never, but looked for") return { sent: server.connections };
  // One that the server did not read was sent as well.
  const sent = Math.max(1, server.asked(operation)) + questions;
  const looks = server.connections - before - sent;
  return { sent, looked: looks > 0 ? looks <= MAX_LOOKS : undefined };
}

function scriptOf({ operation, before }: Method, fault: Fault, mode: Mode): Script {
  return {
    faults: [fault],
    after: before,
    afterwards: mode === "once" ? "behave" : "repeat",
    only: mode === "on the operation" ? operation : undefined,
  };
}

/** Everything that a caller can tell an error by. */
export function describeError(error: unknown, signal?: AbortSignal): ExpectedError {
  if (signal?.aborted && error === signal.reason) return ABORTED;
  if (!isMedusaError(error)) return { error: String(error), ambiguous: false };
  const { name, status, retryAfter, ambiguous } = error;
  return { error: name, status, retryAfter, ambiguous };
}

/** Rejected with the reason of the call's own signal. */
export const ABORTED: ExpectedError = { error: "signal.reason", ambiguous: false };
