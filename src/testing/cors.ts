import type { Answer } from "./http.js";

type Lines = Answer["headers"];

/** An origin, or a pattern of origins. */
type Allowed = string | RegExp;

/**
 * Reads a list of origins as Medusa reads `admin_cors`: between commas, each an origin letter for letter, or a pattern
 * between two equal ones of `/ ~ @ ; % # '`. A blank beside a comma belongs to the origin.
 */
export function parseOrigins(list: string): Allowed[] {
  return list === "" ? [] : list.split(",").map((origin) => patternOf(origin) ?? origin);
}

/** What every answer below `/admin` carries: an origin that is not allowed lacks its own name alone. */
export function corsHeaders(request: Request, allowed: readonly Allowed[]): Lines {
  return [
    ...allowedOrigin(request, allowed),
    ["vary", "Origin"],
    ["access-control-allow-credentials", "true"],
  ];
}

/** The answer to a preflight: every method and header is allowed, but not every origin. */
export function preflight(request: Request, allowed: readonly Allowed[]): Answer {
  const asked = request.headers.get("access-control-request-headers");
  return {
    status: 204,
    headers: [
      ...allowedOrigin(request, allowed),
      ["vary", "Origin, Access-Control-Request-Headers"],
      ["access-control-allow-credentials", "true"],
      ["access-control-allow-methods", "GET,HEAD,PUT,PATCH,POST,DELETE"],
      ...(asked ? ([["access-control-allow-headers", asked]] satisfies Lines) : []),
      ["content-length", "0"],
    ],
    body: null,
  };
}

/** What lets a page of another origin read an answer, if it may. */
export function allowedOrigin({ headers }: Request, allowed: readonly Allowed[]): Lines {
  const origin = headers.get("origin");
  if (!origin) return [];
  const isAllowed = allowed.some((one) =>
    typeof one === "string" ? one === origin : one.test(origin),
  );
  return isAllowed ? [["access-control-allow-origin", origin]] : [];
}

// A broken pattern is an origin that nobody has.
function patternOf(origin: string): RegExp | undefined {
  const [, , source, flags] = /^([/~@;%#'])(.*?)\1([gimsuy]*)$/.exec(origin) ?? [];
  if (source === undefined) return undefined;
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}
