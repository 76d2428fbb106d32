import { show } from "../errors.js";
import type { ErrorResponse, HttpMethod } from "../types/http.js";
import type { ApiKeyHeader } from "./api-key.js";
import type { ProxyConfig } from "./config.js";
import type { Credential } from "./credentials.js";
import type { Failure } from "./failure.js";
import { proxyOf } from "./proxy.js";
import { describeTarget } from "./redirect.js";

/** The request that failed, as far as it tells a cause. */
export interface AskedFor {
  method: HttpMethod;
  /** Without the query string. */
  path: string;
  baseUrl: string;
  /** The origin of a file that is elsewhere than on the backend. */
  fileService?: string;
  /** `stream` for a file. */
  responseType?: "text" | "stream";
  /** What was there to log in with. */
  carried?: readonly Credential[];
  /** The configuration's; shown only where it is none. */
  apiKey?: string | null;
  /** Where the client sends it by now. */
  apiKeyHeader?: ApiKeyHeader;
  /** It was refused there where the request carried it, and is taken in that header. */
  keyMoved?: boolean;
  proxy?: ProxyConfig | false;
  timeout: number;
  requestId: string;
  /** What words of the server's mean for this request, if more is known than they say. */
  meaningOf?: (message: string) => string | undefined;
}

/** A row of the table: which failures are meant, and what is said of them. */
interface Cause {
  status?: readonly number[];
  kind?: Failure["kind"];
  when?: (failure: Failure, request: AskedFor) => unknown;
  /** What happened, what it means, what to do. */
  says: string | ((failure: Failure, request: AskedFor) => string);
  /** It is a message by itself, which people read who know nothing of paths. */
  alone?: true;
}

/** What is said of a failure, beside what the server says itself. */
export function causeOf(failure: Failure, request: AskedFor): { text: string; alone?: true } {
  const table = failure.said && failure.response?.status !== 401 ? MEANINGS : CAUSES;
  const cause = table.find((row) => fits(row, failure, request));
  if (cause === undefined) return { text: "" };
  const { says, alone } = cause;
  return { text: typeof says === "string" ? says : says(failure, request), alone };
}

function fits({ status, kind, when }: Cause, failure: Failure, request: AskedFor): boolean {
  if (status && !status.includes(failure.response?.status ?? -1)) return false;
  if (kind && kind !== failure.kind) return false;
  return when === undefined || Boolean(when(failure, request));
}

/**
 * What keeps a login's cookie from a page: to a browser, localhost and 127.0.0.1 are two sites. `undefined`
 * where it is something else.
 */
export function otherSite(baseUrl: string): string | undefined {
  const [there, here] = [baseUrl, page()].map((url) => LOCAL.exec(url ?? "")?.[1]);
  if (!there || !here || there === here) return undefined;
  return `To a browser, the page's ${here} and baseUrl's ${there} are two different sites, and no cookie passes between them: use one name for both.`;
}

const LOCAL = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(?=[:/]|$)/;

/** Asked for `/admin/batch-jobs/admin/batch-jobs`, Medusa knows no job "admin". */
const TWICE: Cause = {
  status: [401, 404],
  when: (_, { baseUrl }) => /\/\/.*\/(?:admin|store)(?:\/|$)/.test(baseUrl),
  says: (_, { baseUrl }) =>
    `baseUrl (${baseUrl}) must end before /admin, which the SDK adds itself.`,
};

/** What the server's own words mean. They come first. */
const MEANINGS: readonly Cause[] = [
  TWICE,
  {
    when: ({ said }, { meaningOf }) => said && meaningOf?.(said.message),
    says: ({ said }, { meaningOf }) => meaningOf?.(said?.message ?? "") ?? "",
  },
  {
    when: ({ said }, request) =>
      said?.type === "unknown_error" && hasBearerKey(request, ["untriedToken"]),
    says: (_, { requestId }) =>
      `So Medusa up to 1.16 answers an API token that is no user's: is apiKey right? If it is, Medusa's log says why (request ${requestId}).`,
  },
  {
    when: ({ said }) => said?.type === "unknown_error",
    says: (_, { requestId }) => `Medusa's log says why (request ${requestId}).`,
  },
];

/** What it means that there are no such words. The first row that fits is said: special ones come first. */
const CAUSES: readonly Cause[] = [
  // Files
  {
    when: (failure, { responseType }) => responseType === "stream" && isHidden(failure),
    says: (failure, { fileService = "Medusa's own file service" }) =>
      `${hidden(failure)} Most likely ${fileService} does not allow ${page()} (CORS): show people file.url as a link.`,
  },
  {
    when: ({ response }, { fileService }) => fileService && isRedirect(response),
    says: ({ response }, { fileService = "" }) =>
      `the file service redirects to ${describeTarget(response?.headers.location, fileService)}, and that cannot be followed.`,
  },
  {
    status: [401, 403, 404],
    when: (_, { fileService }) => fileService,
    says: ({ detail }) =>
      `the file service answered ${detail}. The file is gone, or its URL has expired.`,
  },
  {
    kind: "status",
    when: (_, { fileService }) => fileService,
    says: ({ detail }) => `the file service answered ${detail}.`,
  },

  // Where the request went
  TWICE,
  {
    status: [404],
    says: (_, { baseUrl }) => `the server has no such path. ${isBackend(baseUrl)}`,
  },
  {
    when: ({ response }) => isRedirect(response),
    says: ({ response }, { baseUrl }) =>
      `the server redirects to ${describeTarget(response?.headers.location, baseUrl)}. It is not followed, for the credentials would go along; most come of a wrong baseUrl (${baseUrl}).`,
  },
  {
    kind: "nonsense",
    says: ({ detail, response }, { baseUrl }) =>
      `the server answered ${response?.status ?? "with success"}, but ${detail}. ${isBackend(baseUrl)}`,
  },
  {
    status: [400],
    when: ({ response }) => /HTTP request.* HTTPS/.test(String(response?.data)),
    says: (_, { baseUrl }) => `this port speaks https. ${useHttps(baseUrl)}`,
  },

  // Who sent it
  {
    status: [400],
    when: (_, request) =>
      request.method === "GET" && request.path === "/admin/auth" && hasBearerKey(request),
    says: "up to 1.16, Medusa says who is logged in by a session, and not whose an API token is: use createSession.",
  },
  {
    status: [401],
    when: (_, { keyMoved }) => keyMoved,
    says: (_, { apiKeyHeader }) =>
      `Medusa refused the API token where it was sent, and takes it as ${apiKeyHeader}. This client knows that now, but the body was a stream that cannot be sent again: call again, with a new one.`,
    alone: true,
  },
  {
    // Up to 1.16 this path is not there, and all that is not there asks for a login.
    status: [401],
    when: ({ response }, { path }) =>
      path === "/admin/auth/token" && !response?.headers["content-type"],
    says: "Wrong e-mail or password (or a Medusa before 1.17, which has no getToken).",
    alone: true,
  },
  {
    status: [401],
    when: (_, { method, path }) => method === "POST" && /^\/admin\/auth(?:\/token)?$/.test(path),
    says: "Wrong e-mail or password.",
    alone: true,
  },
  {
    // A page does not see its cookies, and has no API token.
    status: [401],
    when: (_, { carried, apiKey }) => page() !== undefined && !carried?.length && !apiKey,
    says: "Nobody is logged in: the session is over, or of another site. Log in with admin.auth.createSession or getToken.",
    alone: true,
  },
  {
    status: [401],
    when: (_, { carried }) => !carried?.length,
    says: (_, { apiKey }) =>
      `No credentials were sent: ${apiKey ? "customHeaders unset them" : `apiKey is ${show(apiKey)}`}. Set apiKey, or log in with admin.auth.getToken or createSession.`,
    alone: true,
  },
  {
    status: [401],
    says: (_, { carried = [] }) =>
      `Unauthorized. Medusa refused what was sent: ${carried.map((one) => REFUSED[one]).join("; ")}.`,
    alone: true,
  },

  // How large it was
  {
    status: [413],
    when: ({ response }, { path }) =>
      path.startsWith("/admin/uploads") || /nginx/i.test(String(response?.data)),
    says: "a proxy before Medusa takes no body of this size (413): raise its limit, in nginx client_max_body_size.",
  },
  {
    status: [413],
    says: "the request body is too large (413): Medusa takes about 100 kB of JSON.",
  },
  { status: [431], says: "URL and headers are too long (16 kB): ask for fewer ids at once." },

  // What stands before Medusa
  {
    status: [502, 503, 504],
    says: ({ detail }) =>
      `the server answered ${detail}, as a proxy does when Medusa does not answer it.`,
  },
  { kind: "status", says: ({ detail }) => `the server answered ${detail}.` },

  // How it got there
  {
    when: ({ code = "" }) => /CERT|UNABLE_TO_/.test(code),
    says: (failure, request) =>
      `${noConnection(failure, request)} ${CERTIFICATES[failure.code ?? ""] ?? "This machine trusts nobody who signed the certificate: start Node with NODE_EXTRA_CA_CERTS=ca.pem, or pass httpsAgent: new Agent({ ca })."}`,
  },
  {
    when: ({ detail }) => /wrong version number|packet length too long|^http request$/.test(detail),
    says: (...asked) =>
      `${noConnection(...asked)} What answers there is no https: does this port speak http?`,
  },
  {
    kind: "unsent",
    when: ({ detail }, request) => isOfProxy(detail, proxyOf(request)),
    says: ({ detail }, request) =>
      `no connection to ${targetOf(request)} through the proxy ${proxyOf(request)} (${detail}). Is the proxy running? It is that of the option proxy or of HTTP_PROXY and the like; NO_PROXY names exceptions.`,
  },
  {
    when: (failure, { baseUrl }) => isHidden(failure) && !`${baseUrl}/`.startsWith(`${page()}/`),
    says: (failure, { baseUrl }) =>
      `${hidden(failure)} Is the Medusa backend running at ${baseUrl}? In a browser, CORS looks like this, too: does the backend's admin_cors name ${page()}?`,
  },
  {
    when: ({ code = "" }) => /^(?:ENOTFOUND|EAI_AGAIN)$/.test(code),
    says: (...asked) => `${noConnection(...asked)} No host of this name is known here.`,
  },
  {
    kind: "unsent",
    says: (...asked) =>
      `${noConnection(...asked)}${asked[1].fileService ? "" : " Is the Medusa backend running there?"}`,
  },
  {
    kind: "lost",
    when: ({ detail }, request) =>
      /hang up|other side closed|HTTP\//.test(detail) && targetOf(request).startsWith("http:"),
    says: ({ detail }, request) =>
      `the connection broke before the whole answer was here (${detail}). Does this port speak https? ${useHttps(targetOf(request))}`,
  },
  {
    kind: "lost",
    says: ({ detail }) => `the connection broke before the whole answer was here (${detail}).`,
  },
  {
    kind: "timeout",
    says: ({ unsent }, request) =>
      `${unsent ? `no connection to ${targetOf(request)}` : "no answer"} within ${request.timeout} ms.`,
  },
];

const CERTIFICATES: Record<string, string> = {
  CERT_HAS_EXPIRED: "Renew the certificate there (or set the clock here).",
  ERR_TLS_CERT_ALTNAME_INVALID: "The certificate is for other names: use one of them in baseUrl.",
};

/** What is wrong with credentials that were refused, and what to do. */
const REFUSED: Record<Credential, string> = {
  token: "apiKey is no API token of a user there",
  untriedToken:
    "apiKey is no API token of a user there, or goes in the other header (up to Medusa 1.16 authorization, from 1.17 x-medusa-access-token)",
  jwtAsToken: "apiKey looks like a JWT: use getToken in its place",
  bearerAsToken: 'apiKey begins with "Bearer": leave that out',
  jwt: "the JWT is over (after 24 hours): call getToken again",
  authorization: "customHeaders.authorization is no JWT",
  session: "the session is over (after 10 hours): call createSession again",
};

/** The API token was sent as up to Medusa 1.16. */
function hasBearerKey(
  { apiKeyHeader, carried = [] }: AskedFor,
  kinds: readonly Credential[] = ["token", "untriedToken"],
): boolean {
  return apiKeyHeader === "authorization" && carried.some((one) => kinds.includes(one));
}

function isBackend(baseUrl: string): string {
  return `Is baseUrl (${baseUrl}) the Medusa backend itself?`;
}

function useHttps(url: string): string {
  return `Then it is ${url.replace("http:", "https:")}.`;
}

function noConnection({ detail }: Failure, request: AskedFor): string {
  return `no connection to ${targetOf(request)} (${detail}).`;
}

function targetOf({ fileService, baseUrl }: AskedFor): string {
  return fileService ?? baseUrl;
}

/** Whether it was the proxy that could not be reached, or refused: what was not reached stands at the end. */
function isOfProxy(detail: string, proxy: string | undefined): boolean {
  const [, host, port = "80"] = /\/\/(\[.*\]|[^:/]+)(?::(\d+))?/.exec(proxy ?? "") ?? [];
  if (host === undefined) return false;
  return /\bproxy\b/i.test(detail) || detail.endsWith(`:${port}`) || detail.endsWith(` ${host}`);
}

/** A browser does not tell a script why there is no answer. */
function isHidden({ code }: Failure): boolean {
  return code === "ERR_NETWORK" && page() !== undefined;
}

function hidden({ detail }: Failure): string {
  return `the browser shows this page no answer (${detail}).`;
}

/** The origin of the page in a browser. */
function page(): string | undefined {
  return globalThis.location?.origin;
}

/** Browsers hide where a redirect leads, its status too: it is 0. */
function isRedirect(response: ErrorResponse<unknown> | undefined): boolean {
  if (response === undefined) return false;
  return response.status === 0 || (response.status >= 300 && response.status < 400);
}
