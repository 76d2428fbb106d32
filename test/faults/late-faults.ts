import { allFaults, type Fault, type Late } from "./faults.js";

/** Whose patience ends before the server is done: the client's own, a gateway's, the network's. */
const IMPATIENT = ["silence", "504", "reset"];

const MOMENTS = ["when given up", "after the next request", "after the next try"] as const;

/** The server does what is asked after all, at a moment of its own: nothing tells the client when, or whether. */
export function lateFaults(moments: readonly Late[] = MOMENTS): Fault[] {
  // Nobody is sent anywhere: none of them is a redirect.
  const lost = allFaults("http://127.0.0.1:1").filter(({ name }) =>
    IMPATIENT.some((one) => name === `${one}, not acted`),
  );
  return moments.flatMap((late) =>
    lost.map((fault) => ({
      ...fault,
      name: fault.name.replace("not acted", `acted ${late}`),
      acts: true,
      late,
    })),
  );
}
