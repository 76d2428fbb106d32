import { unknownError } from "./api-error.js";
import { AUTH_ENDPOINTS } from "./auth.js";
import { BATCH_JOB_ENDPOINTS } from "./batch-jobs.js";
import type { Endpoint, Settings } from "./server.js";
import { SHOP_ENDPOINTS } from "./shop-api.js";
import { UPLOAD_ENDPOINTS } from "./uploads.js";

const WHOLE = [...AUTH_ENDPOINTS, ...BATCH_JOB_ENDPOINTS, ...UPLOAD_ENDPOINTS];
const ENDPOINTS = [...WHOLE, ...SHOP_ENDPOINTS];

/** The paths that the fake plays, whatever the method, in the notation that Express and msw share. */
export const PLAYED_PATHS: readonly string[] = [
  ...new Set([...WHOLE.map(({ path }) => path), "/uploads/*", "/health"]),
];

/** Those of which it plays the reading alone. */
export const READ_PATHS: readonly string[] = SHOP_ENDPOINTS.map(({ path }) => path);

const PLAYED = [...PLAYED_PATHS, ...READ_PATHS].map(patternOf);
const BELOW_A_JOB = /^\/admin\/{1,2}batch-jobs\/{1,2}([^/]+)(\/.*)?$/i;

/** Whether the fake plays a path, whatever the method. */
export function isPlayed(path: string): boolean {
  return PLAYED.some((pattern) => pattern.test(path));
}

/** The endpoint at a method and a path. `HEAD` is a `GET` whose body stays at home. */
export function findEndpoint(
  method: string,
  path: string,
  { minor }: Pick<Settings, "minor">,
): Endpoint | undefined {
  const wanted = method === "HEAD" ? "GET" : method;
  return ENDPOINTS.find(
    (endpoint) =>
      endpoint.method === wanted &&
      minor >= (endpoint.since ?? 0) &&
      patternOf(endpoint.path).test(path),
  );
}

/**
 * The unescaped id of a job in the path. The server looks it up before it looks at the rest of the
 * path and at the method.
 *
 * @throws {FakeApiError} 500 for a broken escape
 */
export function jobIdOf(path: string): string | undefined {
  const id = BELOW_A_JOB.exec(path)?.[1];
  try {
    return id === undefined ? undefined : decodeURIComponent(id);
  } catch {
    throw unknownError();
  }
}

// Like Express: neither case nor a slash at the end matters, and a router eats the slash after its own path.
function patternOf(path: string): RegExp {
  const source = path
    .replace(/\/(admin|auth|batch-jobs|uploads|:id)(?=\/|$)/g, "$&/?(?=/|$)")
    .replace(":id", "[^/]+")
    .replace("*", ".*");
  return new RegExp(`^${source}/?$`, "i");
}
