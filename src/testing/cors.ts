import type { Answer } from "./http.js";

type Lines = Answer["headers"];

/** What every answer below `/admin` carries. Every origin is allowed: it is the admin's, wherever a test runs. */
export function corsHeaders(request: Request): Lines {
  return [
    ...allowedOrigin(request),
    ["vary", "Origin"],
    ["access-control-allow-credentials", "true"],
  ];
}

/** The answer to a preflight: whatever is asked for is allowed. */
export function preflight(request: Request): Answer {
  const asked = request.headers.get("access-control-request-headers");
  const allowed: Lines = asked ? [["access-control-allow-headers", asked]] : [];
  return {
    status: 204,
    headers: [
      ...allowedOrigin(request),
      ["vary", "Origin, Access-Control-Request-Headers"],
      ["access-control-allow-credentials", "true"],
      ["access-control-allow-methods", "GET,HEAD,PUT,PATCH,POST,DELETE"],
      ...allowed,
      ["content-length", "0"],
    ],
    body: null,
  };
}

/** What lets a page of another origin read an answer. */
export function allowedOrigin({ headers }: Request): Lines {
  const origin = headers.get("origin");
  return origin ? [["access-control-allow-origin", origin]] : [];
}
