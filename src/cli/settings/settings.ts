import { parseEnv } from "node:util";
import { DEFAULT_BASE_URL } from "medusa-batch-jobs";
import type { Host } from "../host.js";
import { readInput } from "../input.js";
import { UsageError } from "../usage-error.js";
import type { GlobalFlags } from "./flags.js";

/** Where the backend is, and who calls it. */
export interface Settings {
  url: string;
  credentials: Credentials;
}

/** What is known of who calls; what is missing, a person can be asked for. */
export type Credentials =
  | { apiToken: string }
  | { email: string | undefined; password: string | undefined };

/** A place that settings come from. */
type Layer = Partial<Record<"url" | "apiToken" | "email" | "password", string>>;

/** The settings of a call: its flags, before its environment, before its env file. */
export async function readSettings(host: Host, flags: GlobalFlags): Promise<Settings> {
  const layers = [
    await fromFlags(host, flags),
    fromEnvironment(host.env),
    ...(flags.envFile === undefined
      ? []
      : [fromEnvironment(parseEnv(await readInput(host, flags.envFile)))]),
  ];
  return {
    url: firstOf(layers, "url") ?? DEFAULT_BASE_URL,
    credentials: credentialsOf(layers),
  };
}

/** The first place that says who calls decides how: a password of the flags beats a token of the environment. */
function credentialsOf(layers: readonly Layer[]): Credentials {
  const decides = layers.find(({ apiToken, email, password }) => apiToken ?? email ?? password);
  if (decides?.apiToken) return { apiToken: decides.apiToken };
  return { email: firstOf(layers, "email"), password: firstOf(layers, "password") };
}

/** A variable that is set to nothing is not set. */
function firstOf(layers: readonly Layer[], key: keyof Layer): string | undefined {
  return layers.map((layer) => layer[key]).find(Boolean);
}

async function fromFlags(host: Host, flags: GlobalFlags): Promise<Layer> {
  const { url, email, tokenFile, passwordFile } = flags;
  if (tokenFile === "-" && passwordFile === "-") {
    throw new UsageError("--token-file and --password-file cannot both read stdin.");
  }
  return {
    url,
    email,
    apiToken: await readSecret(host, "--token-file", tokenFile),
    password: await readSecret(host, "--password-file", passwordFile),
  };
}

function fromEnvironment(env: Host["env"]): Layer {
  return {
    url: env.MEDUSA_BACKEND_URL,
    apiToken: env.MEDUSA_API_TOKEN,
    email: env.MEDUSA_EMAIL,
    password: env.MEDUSA_PASSWORD,
  };
}

/** What editors and `echo` end a file with is no part of a secret. */
async function readSecret(host: Host, flag: string, file: string | undefined) {
  if (file === undefined) return undefined;
  const secret = (await readInput(host, file)).replace(/[\r\n]+$/, "");
  if (secret === "") throw new UsageError(`${flag} ${file} is empty.`);
  return secret;
}
