import {
  type Config,
  DEFAULT_TIMEOUT_MS,
  isMedusaError,
  Medusa,
  MedusaAuthenticationError,
  MedusaNotFoundError,
} from "medusa-batch-jobs";
import type { Cli, Connection } from "./cli.js";
import { RepeatableError } from "./repeatable-error.js";
import type { Credentials } from "./settings/settings.js";
import { ask, askSecret } from "./terminal/ask.js";
import { UsageError } from "./usage-error.js";

/** Milliseconds that a logout may take: nobody waits for it, least of all after Ctrl-C. */
const LOGOUT_TIMEOUT_MS = 3000;

/** What of the command a connection is made of. */
export type Connecting = Pick<
  Cli,
  "host" | "flags" | "settings" | "wire" | "progress" | "isInteractive"
>;

/** A client for the backend of the settings, logged in. A person is asked for what is missing. */
export async function connect(cli: Connecting): Promise<Connection> {
  const { credentials } = cli.settings;
  if ("apiToken" in credentials) {
    const medusa = new Medusa({ ...configOf(cli), apiKey: credentials.apiToken });
    return { medusa, way: "API token", async close() {} };
  }
  const medusa = guest(cli);
  const login = await complete(cli, credentials);
  cli.progress.step(`Logging in to ${cli.settings.url} as ${login.email}`);
  return logIn(medusa, login, cli.host.interrupted);
}

/** A client for the backend of the settings that is not logged in. */
export function guest(cli: Connecting): Medusa {
  return new Medusa(configOf(cli));
}

function configOf({ settings, flags, wire }: Connecting): Config {
  return {
    baseUrl: settings.url,
    maxRetries: flags.retries,
    // Who waits for a minute at most does not want to wait longer for an answer.
    timeout: Math.min(DEFAULT_TIMEOUT_MS, flags.timeout || DEFAULT_TIMEOUT_MS),
    customHeaders: flags.header,
    onRetry: wire?.retry,
  };
}

interface Login {
  email: string;
  password: string;
}

/**
 * A JWT needs no cookie, which Medusa in production sets over https alone. Up to 1.16 it gives none: then it is a
 * session.
 */
async function logIn(medusa: Medusa, login: Login, signal: AbortSignal): Promise<Connection> {
  const { auth } = medusa.admin;
  try {
    await auth.getToken(login, { signal });
    return { medusa, way: "JWT", async close() {} };
  } catch (error) {
    if (!mayBeOld(error)) throw repeatable(error);
  }
  await auth.createSession(login, { signal }).catch((error: unknown) => {
    throw repeatable(error);
  });
  return { medusa, way: "session", close: () => logOut(medusa) };
}

function mayBeOld(error: unknown): boolean {
  return error instanceof MedusaAuthenticationError || error instanceof MedusaNotFoundError;
}

function repeatable(error: unknown): unknown {
  return isMedusaError(error) ? new RepeatableError(error) : error;
}

async function logOut({ admin }: Medusa): Promise<void> {
  await admin.auth
    .deleteSession({ timeout: LOGOUT_TIMEOUT_MS, numberOfRetries: 0 })
    .catch((error: unknown) => {
      if (!isMedusaError(error)) throw error;
    });
}

async function complete(
  cli: Connecting,
  { email, password }: Exclude<Credentials, { apiToken: string }>,
): Promise<Login> {
  if (!cli.isInteractive && !(email && password)) throw missing(email, password);
  if (!(email && password)) cli.progress.pause();
  return {
    email: email ?? (await ask(cli.host, "Email: ")),
    password: password ?? (await askSecret(cli.host, "Password: ")),
  };
}

function missing(email: string | undefined, password: string | undefined): UsageError {
  if (email) {
    return new UsageError(
      `The password of ${email} is missing.`,
      "Set MEDUSA_PASSWORD, or pass --password-file FILE.",
    );
  }
  if (password) {
    return new UsageError(
      "There is a password, and no e-mail to log in with.",
      "Set MEDUSA_EMAIL, or pass --email ADDRESS.",
    );
  }
  return new UsageError(
    "Nobody is logged in: MEDUSA_API_TOKEN is not set, nor are MEDUSA_EMAIL and MEDUSA_PASSWORD.",
    "Set them, or pass --token-file FILE, or --email ADDRESS --password-file FILE.",
  );
}
