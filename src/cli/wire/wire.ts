import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { ClientRequest, IncomingMessage } from "node:http";
import type { RetryEvent } from "medusa-batch-jobs";
import type { Host } from "../host.js";
import type { GlobalFlags } from "../settings/flags.js";
import type { Settings } from "../settings/settings.js";
import { type Secrets, secretsIn, shownHeader, shownUrl } from "./redact.js";

/** Shows what leaves the process, and what comes back; never a body, of which a login's holds the password. */
export interface Wire {
  /** A request is sent again. */
  retry(event: RetryEvent): void;
  close(): void;
}

/** Listens to all that Node sends over http and https, whoever sends it, until it is closed. */
export function openWire(
  { stderr }: Pick<Host, "stderr">,
  settings: Pick<Settings, "url" | "credentials">,
  { header = {} }: Pick<GlobalFlags, "header">,
): Wire {
  const secrets = secretsOf(settings, header);
  const say = (line: string) => stderr.write(`${line}\n`);
  const sent = new Map<ClientRequest, { number: number; at: number }>();
  let count = 0;

  const listeners: Record<string, (message: unknown) => void> = {
    "http.client.request.start": (message) => {
      const { request } = message as { request: ClientRequest };
      count += 1;
      // A token that the login gave, or a header of a flag, may come back in an answer.
      secrets.values.push(...secretsIn(request.getHeaders(), secrets));
      sent.set(request, { number: count, at: performance.now() });
      say(`> #${count} ${request.method} ${shownUrl(urlOf(request), secrets)}`);
      for (const [name, value] of Object.entries(request.getHeaders())) {
        say(`>    ${shownHeader(name, value, secrets)}`);
      }
    },
    "http.client.response.finish": (message) => {
      const { request, response } = message as {
        request: ClientRequest;
        response: IncomingMessage;
      };
      say(`${endOf(request)} ${response.statusCode} ${response.statusMessage}`);
      for (const [name, value] of Object.entries(response.headers)) {
        say(`<    ${shownHeader(name, value, secrets)}`);
      }
    },
    "http.client.request.error": (message) => {
      const { request, error } = message as { request: ClientRequest; error: Error };
      say(`${endOf(request)} ${error.message}`);
    },
  };

  function endOf(request: ClientRequest): string {
    const { number, at } = sent.get(request) ?? { number: "?", at: performance.now() };
    sent.delete(request);
    return `< #${number} after ${Math.round(performance.now() - at)} ms:`;
  }

  for (const [channel, listener] of Object.entries(listeners)) subscribe(channel, listener);
  return {
    retry: ({ method, path, delay, reason }) =>
      say(`* again in ${Math.round(delay)} ms: ${method} ${path} (${reason})`),
    close() {
      for (const [channel, listener] of Object.entries(listeners)) unsubscribe(channel, listener);
    },
  };
}

/** A header that somebody gave by a flag may well be a key. */
function secretsOf({ url, credentials }: Pick<Settings, "url" | "credentials">, header: object) {
  const { apiToken, password } = { apiToken: undefined, password: undefined, ...credentials };
  const values = [apiToken, password].filter((value) => value !== undefined);
  const headers = Object.keys(header).map((name) => name.toLowerCase());
  return { baseUrl: url, values, headers } satisfies Secrets;
}

/** Through a proxy, the path is a URL already. */
function urlOf(request: ClientRequest): string {
  const { protocol, host, path } = request;
  return /^https?:/.test(path) ? path : `${protocol}//${request.getHeader("host") ?? host}${path}`;
}
