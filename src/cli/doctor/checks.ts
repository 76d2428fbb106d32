import { DEFAULT_PAGE_SIZE, type Medusa } from "medusa-batch-jobs";
import type { Cli, Connection } from "../cli.js";
import { commandOf } from "../command.js";
import { loginSources } from "../commands/whoami.js";
import { guest } from "../connect.js";
import type { Credentials } from "../settings/settings.js";
import { type Finding, judgeQueue } from "./queue.js";

/** How many of the newest jobs tell whether the server works. */
const RECENT_JOBS = 20;

/** Something that is looked at; what it needs was found out by the checks before it. */
export interface Check {
  name: string;
  /** What happens meanwhile. */
  step: string;
  /** @throws what keeps the checks behind it from being made. */
  look(cli: Cli): Promise<Finding[]>;
}

/** What is checked, in this order: where one fails, there is no sense in the next ones. */
export const CHECKS: readonly Check[] = [
  {
    name: "settings",
    step: "Looking at the settings",
    look: async ({ settings: { url, sources, credentials } }) => [
      { ok: true, message: `The backend is ${url}, by ${sources.url ?? "default"}.` },
      { ok: true, message: `The login is ${loginOf(credentials)} (${loginSources({ sources })}).` },
    ],
  },
  {
    name: "reach",
    step: "Asking whether the backend is there",
    look: async (cli) => {
      const started = performance.now();
      await isHealthy(cli);
      return say(`It answers, within ${Math.round(performance.now() - started)} ms.`);
    },
  },
  {
    name: "login",
    step: "Logging in",
    look: async (cli) => say(await whoIs(await cli.connection(), cli.host.interrupted)),
  },
  {
    name: "version",
    step: "Looking for the version",
    look: async (cli) => say(familyOf(await cli.connection())),
  },
  { name: "jobs", step: "Looking at the jobs", look: lookAtJobs },
];

function loginOf(credentials: Credentials): string {
  return "apiToken" in credentials ? "an API token" : "e-mail and password";
}

/** Up to 1.16, Medusa says of a session alone whose it is, and answers 400 to an API token. */
async function whoIs({ medusa, way }: Connection, signal: AbortSignal): Promise<string> {
  try {
    const { user } = await medusa.admin.auth.getSession({ signal });
    return `You are ${user.email} (${user.role}), by ${way}.`;
  } catch (error) {
    if (!(takesBearer(medusa) && Object(error).status === 400)) throw error;
    return "The API token is taken. Whose it is, Medusa says from 1.17.";
  }
}

/** What a way to log in says of the server: 1.17 has changed both. */
function familyOf({ medusa, way }: Connection): string {
  if (way === "JWT") return `${NEW} it gives JWTs.`;
  if (way === "session") return `${OLD} it gives no JWT. ${TRIED}`;
  return takesBearer(medusa)
    ? `${OLD} it takes an API token as authorization (Bearer). ${TRIED}`
    : `${NEW} it takes an API token as x-medusa-access-token.`;
}

const NEW = "Medusa 1.17 or newer:";
const OLD = "Medusa 1.16 or older:";
const TRIED = "What is promised here was tried on 1.8 and newer.";

/** As the client has found out by then. */
function takesBearer({ client }: Medusa): boolean {
  return client.apiKeyHeader === "authorization";
}

/** Medusa answers `OK`, which is no JSON: the admin's own paths tell more than that page does. */
async function isHealthy(cli: Cli): Promise<void> {
  const { admin } = guest(cli);
  await admin.auth.getSession({ signal: cli.host.interrupted }).catch((error: unknown) => {
    if (Object(error).status !== 401) throw error;
  });
}

async function lookAtJobs(cli: Cli): Promise<Finding[]> {
  const { admin } = await cli.connect();
  const options = { signal: cli.host.interrupted };
  const active = await admin.batchJobs.list(
    { status: "active", limit: DEFAULT_PAGE_SIZE },
    options,
  );
  const recent = await admin.batchJobs.list({ limit: RECENT_JOBS }, options);
  const now = Date.parse(String(recent.response.headers.date)) || Date.now();
  return judgeQueue(
    { active: active.batch_jobs, recent: recent.batch_jobs },
    now,
    commandOf(cli.host, cli.flags),
  );
}

function say(message: string): Finding[] {
  return [{ ok: true, message }];
}
