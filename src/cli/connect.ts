import { Medusa, MedusaNotFoundError } from "medusa-batch-jobs";
import type { Cli } from "./cli.js";
import type { Credentials } from "./settings/settings.js";
import { ask, askSecret } from "./terminal/ask.js";
import { UsageError } from "./usage-error.js";

/** A client for the backend of the settings, logged in. A person is asked for what is missing. */
export async function connect(cli: Cli): Promise<Medusa> {
  const { url, credentials } = cli.settings;
  const { retries, header } = cli.flags;
  const config = { baseUrl: url, maxRetries: retries, customHeaders: header };
  if ("apiToken" in credentials) return new Medusa({ ...config, apiKey: credentials.apiToken });
  const medusa = new Medusa(config);
  const login = await complete(cli, credentials);
  cli.progress.step(`Logging in to ${url} as ${login.email}`);
  await logIn(medusa, login, cli.host.interrupted);
  return medusa;
}

interface Login {
  email: string;
  password: string;
}

/** A JWT needs no cookie, which Medusa sets over https alone; up to 1.16 it gives none. */
async function logIn({ admin }: Medusa, login: Login, signal: AbortSignal): Promise<void> {
  try {
    await admin.auth.getToken(login, { signal });
  } catch (error) {
    if (!(error instanceof MedusaNotFoundError)) throw error;
    await admin.auth.createSession(login, { signal });
  }
}

async function complete(
  cli: Cli,
  { email, password }: Exclude<Credentials, { apiToken: string }>,
): Promise<Login> {
  if (!cli.isInteractive && !(email && password)) throw missing(email);
  return {
    email: email ?? (await ask(cli.host, "Email: ")),
    password: password ?? (await askSecret(cli.host, "Password: ")),
  };
}

function missing(email: string | undefined): UsageError {
  return email
    ? new UsageError(
        `The password of ${email} is missing.`,
        "Set MEDUSA_PASSWORD, or pass --password-file FILE.",
      )
    : new UsageError(
        "Nobody is logged in: MEDUSA_API_TOKEN is not set, nor are MEDUSA_EMAIL and MEDUSA_PASSWORD.",
        "Set them, or pass --token-file FILE, or --email ADDRESS --password-file FILE.",
      );
}
