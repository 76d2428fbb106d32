import { errorAnswer } from "./api-error.js";
import { requireOwnJob } from "./batch-jobs.js";
import { isFresh } from "./conditions.js";
import { allowedOrigin, corsHeaders, preflight } from "./cors.js";
import { type Answer, headerOf, notFoundPage, notModified, text, withHeaders } from "./http.js";
import { readJsonBody, UnreadableBody } from "./json-body.js";
import { authenticate } from "./passport.js";
import { findEndpoint, jobIdOf } from "./router.js";
import type { Call, Server } from "./server.js";
import { sessionCookie } from "./sessions.js";
import { serveFile } from "./static-files.js";

const HTML = "text/html; charset=utf-8";
const READS = "GET,HEAD";
const NOBODY = { userId: "" };

/**
 * The server's whole answer to a request.
 *
 * @param cookie the value of the session cookie that came with it
 */
export async function respond(
  call: Call,
  cookie: string | undefined,
  server: Server,
): Promise<Answer> {
  const userBefore = call.session.userId;
  const answer = unlessUnchanged(await route(call, server), call.request);
  const isNews = cookie !== call.session.value || userBefore !== call.session.userId;
  const cookies = isNews ? setCookie(call, server) : [];
  const date = new Date(call.now).toUTCString();
  const whole = withHeaders(answer, ["date", date], ["x-powered-by", "Express"], ...cookies);
  return call.method === "HEAD" ? { ...whole, body: null } : whole;
}

// In the order of Medusa's own middlewares: what Express refuses carries no CORS headers.
async function route(call: Call, server: Server): Promise<Answer> {
  const { method, path, request } = call;
  const { adminOrigins } = server;
  const open = openAnswer(call, server);
  if (open) return open;
  try {
    const body = await readJsonBody(request, server.settings.production);
    if (!/^\/admin(\/|$)/i.test(path)) return notFoundPage(method, path);
    if (method === "OPTIONS") return preflight(request, adminOrigins);
    const answer = await adminAnswer(call, body, server);
    return withHeaders(answer, ...corsHeaders(request, adminOrigins));
  } catch (error) {
    if (error instanceof UnreadableBody) return error.answer;
    throw error;
  }
}

// What is answered to everybody.
function openAnswer({ method, path, request }: Call, server: Server): Answer | undefined {
  const isRead = method === "GET" || method === "HEAD";
  if (/^\/health\/?$/i.test(path)) {
    if (isRead) return text(200, "OK", HTML);
    return method === "OPTIONS" ? withHeaders(text(200, READS, HTML), ["allow", READS]) : undefined;
  }
  const file = isRead ? serveFile(path, server.shop.files, request) : undefined;
  return file && withHeaders(file, ...allowedOrigin(request, server.fileOrigins));
}

async function adminAnswer(call: Call, body: unknown, server: Server): Promise<Answer> {
  const { method, path } = call;
  const endpoint = findEndpoint(method, path, server.settings);
  const asker = endpoint?.isPublic ? NOBODY : authenticate(call, body, server);
  if ("refusal" in asker) return asker.refusal;
  const { userId } = asker;
  try {
    const id = jobIdOf(path) ?? "";
    if (id) requireOwnJob({ id, userId }, server);
    if (!endpoint) return notFoundPage(method, path);
    return await endpoint.answer({ ...call, body, id, userId }, server);
  } catch (error) {
    return errorAnswer(error);
  }
}

// Express's freshness check of what was just made; files have been asked already.
function unlessUnchanged(answer: Answer, { method, headers }: Request): Answer {
  const etag = headerOf(answer, "etag");
  const isRead = method === "GET" || method === "HEAD";
  const isUnchanged = isRead && answer.status === 200 && etag && isFresh(headers, { etag });
  return isUnchanged ? notModified(answer.headers) : answer;
}

// In production mode the cookie is sent over https only; a proxy may be the one that speaks it.
function setCookie({ session, request }: Call, { settings, sessions }: Server): Answer["headers"] {
  const { cookieName, production } = settings;
  const protocol = request.headers.get("x-forwarded-proto") ?? new URL(request.url).protocol;
  const isSent = sessions.has(session) && (!production || protocol.startsWith("https"));
  return isSent ? [["set-cookie", sessionCookie(cookieName, session, production)]] : [];
}
