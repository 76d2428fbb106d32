import type { Fault } from "./faults.js";
import type { Method } from "./methods.js";

/** How often a fault strikes: the first request alone, each request, or each request of the method itself. */
export type Mode = "once" | "for ever" | "on the operation";

export const MODES: readonly Mode[] = ["once", "for ever", "on the operation"];

/** What became of a call. */
export interface Expectation {
  outcome: "resolved" | ExpectedError;
  /** Requests that the server got; without those that look, again and again, for what became of one. */
  sent: number;
  /** There were such looks, and not too many. */
  looked?: boolean;
  /** How often it did what was asked for. */
  acted: number;
}

export interface ExpectedError {
  error: string;
  status?: number;
  retryAfter?: number;
  ambiguous: boolean;
}

/** What the design promises of a call whose request meets with a fault: its retry table, as a function. */
export function expectationOf(
  method: Method,
  fault: Fault,
  mode: Mode,
  { retries, maxRetryDelay }: { retries: number; maxRetryDelay: number },
): Expectation {
  const again = mode === "once" && retries > 0;
  const reject = (sent: number, acted = fault.acts ? 1 : 0) => ({
    outcome: errorOf(method, fault),
    sent,
    acted,
  });
  const resolve = (sent: number, acted = 1) => ({
    outcome: "resolved" as const,
    sent: sent + method.checks,
    acted,
  });

  const own = 1 + questionsAfter(method, fault);
  if (fault.satisfies.includes(method.promised)) return resolve(own, fault.acts ? 1 : 0);
  const sentInVain = mode === "once" ? 1 : 1 + retries;
  switch (fault.meaning) {
    case "final":
      return reject(own);
    case "refused":
      if ((fault.retryAfter ?? 0) > maxRetryDelay) return reject(1);
      return again ? resolve(2) : reject(sentInVain);
    case "nonsense":
      if (method.repeats === "never, but looked for") return lookedFor();
      return method.repeats === "after looking" ? afterLooking(0) : reject(1);
    default:
      if (method.repeats === "never, but looked for") return lookedFor();
      if (method.repeats === "after looking") return afterLooking(retries);
      if (method.repeats === "never") return reject(1);
      if (again) return resolve(2, fault.acts ? 2 : 1);
      return reject(sentInVain, fault.acts ? sentInVain : 0);
  }

  /** One look after each request whose answer was lost. */
  function afterLooking(repetitions: number): Expectation {
    if (mode === "for ever") {
      const outcome = { error: "MedusaConnectionError", ambiguous: true };
      return { outcome, sent: 1 + 1 + repetitions, acted: fault.acts ? 1 : 0 };
    }
    if (fault.acts && !isSeenLater(fault)) return resolve(2);
    if (mode === "once" && repetitions > 0) return resolve(3, fault.acts ? 2 : 1);
    return reject(mode === "once" ? 2 : 2 * (1 + repetitions));
  }

  /** Looks until it is done, or until the time is up. */
  function lookedFor(): Expectation {
    if (mode === "for ever") {
      const outcome = { error: "MedusaConnectionError", ambiguous: true };
      return { outcome, sent: 1, looked: true, acted: fault.acts ? 1 : 0 };
    }
    const isSeen = fault.acts && fault.late !== "after the next try";
    return { ...(isSeen ? resolve(1) : reject(1)), looked: true };
  }
}

/**
 * Who is refused is asked about once: whether the server takes an API token in another header, or knows `getToken`.
 */
export function questionsAfter({ isPublic }: Method, { status }: Fault): number {
  return status === 401 && !isPublic ? 1 : 0;
}

/** What is done after all, but not before the first look. */
function isSeenLater({ late }: Fault): boolean {
  return late === "after the next request" || late === "after the next try";
}

function errorOf(method: Method, { error, status, retryAfter, meaning }: Fault): ExpectedError {
  const mayHaveActed = meaning === "lost" || meaning === "nonsense";
  return { error, status, retryAfter, ambiguous: mayHaveActed && !method.reads };
}
