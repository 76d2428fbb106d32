import { parseEnv } from "node:util";
import type { Host } from "../host.js";
import { readInput } from "../input.js";
import { UsageError } from "../usage-error.js";
import type { GlobalFlags } from "./flags.js";

/** Where Medusa listens unless somebody says otherwise; the SDK's own default, which takes too long to load. */
export const DEFAULT_URL = "http://localhost:9000";

/** Where the backend is, and who calls it. */
export interface Settings {
  url: string;
  credentials: Credentials;
  /** Where each was found, in words: `MEDUSA_BACKEND_URL in .env`. */
  sources: Partial<Record<SettingName, string>>;
}

/** What is known of who calls; what is missing, a person can be asked for. */
export type Credentials =
  | { apiToken: string }
  | { email: string | undefined; password: string | undefined };

type SettingName = "url" | "apiToken" | "email" | "password";

interface Setting {
  value: string;
  source: string;
}

/** A place that settings come from. */
type Layer = Partial<Record<SettingName, Setting>>;

const VARIABLES: Record<SettingName, string> = {
  url: "MEDUSA_BACKEND_URL",
  apiToken: "MEDUSA_API_TOKEN",
  email: "MEDUSA_EMAIL",
  password: "MEDUSA_PASSWORD",
};

/** The settings of a call: its flags, before its environment, before its env file. */
export async function readSettings(
  host: Pick<Host, "env" | "stdin">,
  flags: SettingFlags,
): Promise<Settings> {
  checkFlags(flags);
  const layers = [
    await fromFlags(host, flags),
    fromEnvironment(host.env),
    ...(await fromEnvFile(host, flags.envFile)),
  ];
  const url = firstOf(layers, "url");
  if (url !== undefined) checkUrl(url);
  const login = loginOf(layers);
  return {
    url: url?.value ?? DEFAULT_URL,
    credentials: credentialsOf(login),
    sources: sourcesOf({ url, ...login }),
  };
}

type SettingFlags = Pick<GlobalFlags, "url" | "email" | "tokenFile" | "passwordFile" | "envFile">;

function checkFlags({ email, tokenFile, passwordFile, envFile }: SettingFlags): void {
  if (tokenFile !== undefined && (email ?? passwordFile) !== undefined) {
    throw new UsageError(
      "--token-file is one way to log in, and --email with --password-file is another.",
      "Give one of them.",
    );
  }
  if (envFile === "-" && (tokenFile === "-" || passwordFile === "-")) {
    throw new UsageError("stdin can be read once: only one file can be -.");
  }
}

/** The first place that says who calls decides how: a password of the flags beats a token of the environment. */
function loginOf(layers: readonly Layer[]): Layer {
  const decides = layers.find(({ apiToken, email, password }) => apiToken ?? email ?? password);
  if (decides?.apiToken) return { apiToken: decides.apiToken };
  return { email: firstOf(layers, "email"), password: firstOf(layers, "password") };
}

function credentialsOf({ apiToken, email, password }: Layer): Credentials {
  if (apiToken) return { apiToken: apiToken.value };
  return { email: email?.value, password: password?.value };
}

function sourcesOf(found: Layer): Settings["sources"] {
  const known = Object.entries(found).filter(([, setting]) => setting !== undefined);
  return Object.fromEntries(known.map(([name, { source }]) => [name, source]));
}

function firstOf(layers: readonly Layer[], name: SettingName): Setting | undefined {
  return layers.find((layer) => layer[name])?.[name];
}

async function fromFlags(host: Pick<Host, "stdin">, flags: SettingFlags): Promise<Layer> {
  const { url, email, tokenFile, passwordFile } = flags;
  return {
    url: setting(url, "--url"),
    email: setting(email, "--email"),
    apiToken: await readSecret(host, "--token-file", tokenFile),
    password: await readSecret(host, "--password-file", passwordFile),
  };
}

function fromEnvironment(env: Host["env"], suffix = ""): Layer {
  const entries = Object.entries(VARIABLES).map(([name, variable]) => [
    name,
    setting(env[variable], `${variable}${suffix}`),
  ]);
  return Object.fromEntries(entries);
}

async function fromEnvFile(host: Pick<Host, "stdin">, file: string | undefined): Promise<Layer[]> {
  if (file === undefined) return [];
  const text = withoutMark(await readInput(host, file));
  return [fromEnvironment(parseEnv(text), ` in ${nameOf(file)}`)];
}

/** A variable that is set to nothing is not set. */
function setting(text: string | undefined, source: string): Setting | undefined {
  const value = trimEnd(text ?? "");
  return value === "" ? undefined : { value, source };
}

async function readSecret(host: Pick<Host, "stdin">, flag: string, file: string | undefined) {
  if (file === undefined) return undefined;
  const source = `${flag} ${nameOf(file)}`;
  const secret = setting(withoutMark(await readInput(host, file)), source);
  if (secret === undefined) throw new UsageError(`${source} is empty.`);
  if (/[\r\n]/.test(secret.value)) {
    throw new UsageError(`${source} has several lines: it must hold the secret, and nothing else.`);
  }
  return secret;
}

function nameOf(file: string): string {
  return file === "-" ? "stdin" : file;
}

/** What `echo`, editors and the line ends of Windows leave at an end is no part of a setting. */
function trimEnd(text: string): string {
  return text.replace(/[\r\n]+$/, "");
}

/** Editors on Windows begin a file with a byte order mark. */
function withoutMark(text: string): string {
  return text.replace(/^\ufeff/, "");
}

/** It is not quoted behind an @, which may follow a password. */
function checkUrl({ value, source }: Setting): void {
  const quoted = value.includes("@") ? "" : `: ${value}`;
  if (!URL.canParse(value)) {
    throw new UsageError(
      `${source} is no URL${quoted}`,
      "It needs its scheme, as in https://shop.example.",
    );
  }
  const { protocol, username, password, search, hash } = new URL(value);
  if (protocol !== "http:" && protocol !== "https:") {
    throw new UsageError(
      `${source} must begin with https:// or http://${quoted}`,
      "As in https://shop.example.",
    );
  }
  if (username || password) {
    throw new UsageError(
      `${source} must not hold a user or a password.`,
      "Set MEDUSA_EMAIL and MEDUSA_PASSWORD, or MEDUSA_API_TOKEN.",
    );
  }
  if (search || hash) throw new UsageError(`${source} must end before its ? or #${quoted}`);
}
