import { invalidArgument } from "./errors.js";
import { isObject } from "./http/kinds.js";
import type { Medusa } from "./medusa.js";
import { AdminAuthResource } from "./resources/admin/auth.js";
import type { Admin } from "./resources/admin/index.js";
import type { AdminPostAuthReq } from "./types/auth.js";

/** What is needed of a client of `@medusajs/medusa-js`. */
export interface MedusaJsClient {
  admin: {
    auth: { getToken(payload: AdminPostAuthReq): PromiseLike<unknown> };
    batchJobs: object;
    uploads: object;
  };
  setPublishableKey(key: string): void;
}

/**
 * A client of `@medusajs/medusa-js` with this package's resources in their place. A method of both is typed
 * as this package's where the arguments fit that, and as medusa-js's where they only fit that.
 */
export type ExtendedMedusaClient<T extends MedusaJsClient> = {
  admin: Pick<Admin, "auth" | "batchJobs" | "uploads">;
} & T;

/**
 * A client of `@medusajs/medusa-js` whose `admin.batchJobs`, `admin.auth` and `admin.uploads` are those of
 * this package: for dashboards that use others of its resources, or medusa-react. The client that is given
 * stays as it is.
 *
 * `admin.custom` stays medusa-js's: it calls a shop's own endpoints, and what is written for those knows
 * its answers. A login by `getToken` holds for medusa-js's resources, too, and `deleteSession` and
 * `setPublishableKey` as well; medusa-js shares both with all of its clients. A session's cookie is the
 * browser's; in Node, medusa-js keeps none.
 *
 * @throws MedusaInvalidRequestError for what is no client.
 * @example
 * ```tsx
 * import Medusa, { extendMedusaClient, type MedusaJsClient } from "medusa-batch-jobs";
 *
 * // new MedusaJs({ baseUrl, maxRetries: 3 }), of "@medusajs/medusa-js"
 * export function dashboardClient<T extends MedusaJsClient>(medusaJs: T, baseUrl: string) {
 *   // <MedusaProvider medusaClient={…}> takes it; its admin.batchJobs.wait is there, too.
 *   return extendMedusaClient(medusaJs, new Medusa({ baseUrl }));
 * }
 * ```
 */
export function extendMedusaClient<T extends MedusaJsClient>(
  theirs: T,
  ours: Medusa,
): ExtendedMedusaClient<T> {
  if (!isObject(theirs?.admin) || !isObject(ours?.client)) {
    throw invalidArgument(
      "extendMedusaClient takes a client of @medusajs/medusa-js, and then a Medusa of this package.",
    );
  }
  const { batchJobs, uploads } = ours.admin;
  const auth = sharedLogin(ours, theirs);
  return copyWith(theirs, {
    admin: copyWith(theirs.admin, { auth, batchJobs, uploads }),
    setPublishableKey(key: string) {
      theirs.setPublishableKey(key);
      ours.setPublishableKey(key);
    },
  });
}

function copyWith<T extends object, M extends object>(original: T, members: M): M & T {
  return Object.assign(Object.create(Object.getPrototypeOf(original)), original, members);
}

/** The login of ours, of which theirs hear. */
function sharedLogin(ours: Medusa, theirs: MedusaJsClient): AdminAuthResource {
  const { auth } = ours.admin;
  return Object.assign(new AdminAuthResource(ours.client), {
    async getToken(...given: Parameters<typeof auth.getToken>) {
      const answer = await auth.getToken(...given);
      await handOver(answer.access_token, theirs);
      return answer;
    },
    async deleteSession(...given: Parameters<typeof auth.deleteSession>) {
      const answer = await auth.deleteSession(...given);
      await handOver(null, theirs);
      return answer;
    },
  });
}

/**
 * Where medusa-js keeps its JWT, nobody else gets at. But its `getToken` puts there what its client's request
 * answers: here it is lent a client whose request sends nothing.
 */
async function handOver(access_token: string | null, { admin }: MedusaJsClient): Promise<void> {
  const client = { request: async () => ({ access_token }) };
  await admin.auth.getToken.call({ client }, { email: "", password: "" });
}
