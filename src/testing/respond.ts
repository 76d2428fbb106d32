import { errorAnswer } from "./api-error.js";
import { authenticate } from "./auth.js";
import { requireOwnJob } from "./batch-jobs.js";
import { type Answer, headerOf, notFoundPage, text, unauthorized, withHeaders } from "./http.js";
import { readJsonBody, UnreadableBody } from "./json-body.js";
import { findEndpoint, jobIdOf } from "./router.js";
import type { Call, Server } from "./server.js";
import { sessionCookie } from "./sessions.js";
import { serveFile } from "./static-files.js";

/**
 * The server's whole answer to a request, `cookie` being the value of the session cookie that came
 * with it.
 */
export async function respond(
  call: Call,
  cookie: string | undefined,
  server: Server,
): Promise<Answer> {
  const loggedInBefore = call.session.userId;
  const answer = unchanged(await route(call, server), call.request);
  const { settings, sessions } = server;
  const isNew = cookie !== call.session.value || loggedInBefore !== call.session.userId;
  // Behind a proxy that speaks https the server counts as secure.
  const isSecure = /^https/.test(
    call.request.headers.get("x-forwarded-proto") ?? new URL(call.request.url).protocol,
  );
  const setsCookie = isNew && sessions.has(call.session) && (isSecure || !settings.production);
  return withHeaders(
    call.method === "HEAD" ? { ...answer, body: null } : answer,
    ["x-powered-by", "Express"],
    ...(setsCookie
      ? [
          [
            "set-cookie",
            sessionCookie(settings.cookieName, call.session, settings.production),
          ] satisfies [string, string],
        ]
      : []),
  );
}

async function route(call: Call, server: Server): Promise<Answer> {
  const { method, path, request } = call;
  if (isRead(method) && /^\/health\/?$/i.test(path))
    return text(200, "OK", "text/html; charset=utf-8");
  const file = isRead(method) ? findFile(path, server) : undefined;
  if (file)
    return withHeaders(serveFile(...file, request.headers.get("range")), ...downloadCors(request));
  try {
    const body = await readJsonBody(request, server.settings.production);
    if (!/^\/admin(\/|$)/i.test(path)) return notFoundPage(method, path);
    if (method === "OPTIONS") return preflight(request);
    return withHeaders(await answerAdmin(call, body, server), ...cors(request));
  } catch (error) {
    if (error instanceof UnreadableBody) return error.answer;
    throw error;
  }
}

async function answerAdmin(call: Call, body: unknown, server: Server): Promise<Answer> {
  const { method, path } = call;
  const endpoint = findEndpoint(method, path);
  const userId = authenticate(call, server) ?? "";
  if (!userId && !endpoint?.isPublic) return unauthorized();
  try {
    const id = jobIdOf(path) ?? "";
    if (id) requireOwnJob({ id, userId }, server);
    return endpoint
      ? await endpoint.answer({ ...call, body, id, userId }, server)
      : notFoundPage(method, path);
  } catch (error) {
    return errorAnswer(error);
  }
}

function findFile(
  path: string,
  { shop }: Server,
): Parameters<typeof serveFile> extends [infer K, infer F, ...unknown[]]
  ? [K, F] | undefined
  : never {
  const escaped = /^\/uploads\/(.+)$/i.exec(path)?.[1];
  if (escaped === undefined) return undefined;
  const key = unescapePath(escaped);
  const file = shop.files.get(key);
  return file && [key, file];
}

function unescapePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

// Express's freshness check, for what it has just made and for files alike.
function unchanged(answer: Answer, { headers }: Request): Answer {
  const etag = headerOf(answer, "etag");
  const isFresh =
    etag !== undefined && headers.get("if-none-match") === etag && answer.status === 200;
  if (!isFresh || headers.get("cache-control") === "no-cache") return answer;
  const kept = answer.headers.filter(([name]) => !/^content-(type|length)$/.test(name));
  return { status: 304, headers: kept, body: null };
}

function cors({ headers }: Request): Answer["headers"] {
  return [
    ...allowedOrigin(headers),
    ["vary", "Origin"],
    ["access-control-allow-credentials", "true"],
  ];
}

function preflight({ headers }: Request): Answer {
  const asked = headers.get("access-control-request-headers");
  return {
    status: 204,
    headers: [
      ...allowedOrigin(headers),
      ["vary", "Origin, Access-Control-Request-Headers"],
      ["access-control-allow-credentials", "true"],
      ["access-control-allow-methods", "GET,HEAD,PUT,PATCH,POST,DELETE"],
      ...(asked ? [["access-control-allow-headers", asked] satisfies [string, string]] : []),
      ["content-length", "0"],
    ],
    body: null,
  };
}

// The local file service sends none; the file services of real shops are set up to.
function downloadCors({ headers }: Request): Answer["headers"] {
  return allowedOrigin(headers);
}

function allowedOrigin(headers: Headers): Answer["headers"] {
  const origin = headers.get("origin");
  return origin ? [["access-control-allow-origin", origin]] : [];
}

function isRead(method: string): boolean {
  return method === "GET" || method === "HEAD";
}
