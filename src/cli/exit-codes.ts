/** What the command exits with, and what that means: a script asks for the number, and never parses text. */
export const EXIT_CODES = {
  done: { code: 0, means: "done: what was asked for is applied, or was before" },
  failed: {
    code: 1,
    means: "the job failed, or something went wrong that has no number of its own",
  },
  usage: {
    code: 2,
    means: "wrong usage: a flag, setting or file that is missing or wrong; no such job",
  },
  refused: { code: 3, means: "the check found what Medusa would refuse; nothing was sent" },
  denied: { code: 4, means: "not logged in, or the job is another user's" },
  canceled: { code: 5, means: "canceled, declined, or larger than a limit; nothing was written" },
  running: { code: 8, means: "still running: a timeout, --detach, or it waits for a confirmation" },
  ambiguous: {
    code: 9,
    means: "it may have happened (lost answer, late cancel): look before you repeat it",
  },
  unreachable: {
    code: 75,
    means: "the server cannot be reached now; try again later (EX_TEMPFAIL)",
  },
  hungUp: { code: 129, means: "SIGHUP" },
  interrupted: { code: 130, means: "SIGINT (Ctrl-C)" },
  terminated: { code: 143, means: "SIGTERM" },
} as const;

/** The name of an end. */
export type Exit = keyof typeof EXIT_CODES;
