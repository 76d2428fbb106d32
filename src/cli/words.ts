import { BatchJobCanceledError, isBatchJobError, isMedusaError } from "medusa-batch-jobs";
import type { Called } from "./called.js";
import { RepeatableError } from "./repeatable-error.js";
import { isSystemError, systemReason } from "./system-error.js";

/**
 * What the SDK says to programmers, and what that is on the command line. It has no class and no code of its own; a
 * test looks in the SDK for each of them.
 */
export const WORDS: readonly (readonly [sdk: RegExp, cli: string])[] = [
  [/^(?:GET|POST|DELETE) \S+: (?=\S)/, ""],
  [
    /Set apiKey, or log in with admin\.auth\.getToken or createSession\./,
    "Set MEDUSA_API_TOKEN, or MEDUSA_EMAIL and MEDUSA_PASSWORD.",
  ],
  [/: use getToken in its place/, ", which is no API token"],
  [/: use createSession\./, ": log in with MEDUSA_EMAIL and MEDUSA_PASSWORD."],
  [/customHeaders\.authorization/, "--header authorization"],
  [/: call (?:getToken|createSession) again/, ", or the user is gone: run the command again"],
  [/ Or use getToken\./, ""],
  [/, which the SDK adds itself/, ", which is added to it"],
  [
    /start Node with NODE_EXTRA_CA_CERTS=ca\.pem, or pass httpsAgent: new Agent\(\{ ca \}\)/,
    "set NODE_EXTRA_CA_CERTS=ca.pem",
  ],
  [/the option proxy or of HTTP_PROXY/, "HTTP_PROXY"],
  [/ It may still go on: retrieve it to find out\./, " It may still go on."],
  [/: see error\.report\.problems/, ", which check shows"],
  [/: wait\(id\) resolves then/, ""],
  [/See what context says of/, "See what --context says of"],
];

/** What an error says, in the words of the command line: flags and variables in place of options. */
export function messageOf(error: unknown, called: Called): string {
  if (error instanceof RepeatableError) return messageOf(error.cause, called);
  if (error instanceof BatchJobCanceledError) return ofCanceled(error);
  const message = error instanceof Error ? error.message : String(error);
  if (isMedusaError(error)) return inCliWords(message, called);
  if (isSystemError(error)) return `This could not be written: ${systemReason(error)}.`;
  if (!isBatchJobError(error)) return message;
  const reason = isMedusaError(error.cause) ? ` The last answer: ${error.cause.message}` : "";
  return inCliWords(message + reason, called);
}

function ofCanceled(error: BatchJobCanceledError): string {
  const { type, id } = error.job;
  if (error.declined) return `The answer was no: the ${type} ${id} was canceled.`;
  if (error.stopped) return `The ${type} ${id} of this key was stopped, so nothing was done.`;
  return error.message;
}

function inCliWords(message: string, { settings }: Called): string {
  const token = settings?.sources.apiToken ?? "MEDUSA_API_TOKEN";
  const url = settings?.sources.url ?? "--url";
  return WORDS.reduce((text, [sdk, cli]) => text.replace(sdk, cli), message)
    .replace(/\bapiKey\b/g, token)
    .replace(/\bbaseUrl\b/g, url)
    .replace(/\b(\d+)000 ms\b/g, "$1 s");
}
