import type { Client } from "../../client.js";
import {
  invalidArgument,
  isMedusaError,
  MedusaAuthenticationError,
  type MedusaError,
} from "../../errors.js";
import { callOptions } from "../../http/call-options.js";
import { otherSite } from "../../http/causes.js";
import { isText } from "../../http/checks.js";
import { throwIfAborted } from "../../http/signals.js";
import type { AdminAuthRes, AdminBearerAuthRes, AdminPostAuthReq } from "../../types/auth.js";
import type {
  HeadersLike,
  RequestOptions,
  ResponsePromise,
  Response as TypedResponse,
} from "../../types/http.js";
import { checkedClient } from "../base.js";

/** Leaves the session cookie as the only credential of a request. */
const COOKIE_ONLY: HeadersLike = { authorization: null, "x-medusa-access-token": null };

/** Log in and out. Credentials are kept by the client that got them, and sent by no other. */
export class AdminAuthResource {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = checkedClient(client);
  }

  /**
   * Logs in by session cookie: the browser keeps it, in Node the client does. A session wins over
   * an API token or JWT of the same client; it lasts 10 hours on a default server.
   *
   * @throws MedusaAuthenticationError if email or password is wrong, or if the server answered
   * but the login left no session; the message says why that happens.
   * @example
   * ```ts
   * import Medusa from "medusa-batch-jobs";
   *
   * const medusa = new Medusa({ baseUrl: "http://localhost:9000" });
   * const { user } = await medusa.admin.auth.createSession({
   *   email: "admin@medusa-test.com",
   *   password: "supersecret",
   * });
   * ```
   */
  async createSession(
    payload: AdminPostAuthReq,
    customHeaders?: HeadersLike | RequestOptions,
    options?: RequestOptions,
  ): ResponsePromise<AdminAuthRes> {
    checkLogin(payload);
    const request = callOptions(customHeaders, options);
    const answer = await this.#client.send<AdminAuthRes>({
      method: "POST",
      path: "/admin/auth",
      payload,
      options: request,
      bodyKey: "user",
      // A lost login costs the server one session more, which it forgets.
      idempotent: true,
    });
    await this.#checkSession(request);
    return answer;
  }

  /**
   * The logged-in user. Whose an API token is, Medusa says from 1.17.
   *
   * @throws MedusaAuthenticationError if nobody is logged in.
   * @throws MedusaInvalidRequestError up to Medusa 1.16, if an API token is all that is sent (measured on 1.16.1).
   */
  getSession(
    customHeaders?: HeadersLike | RequestOptions,
    options?: RequestOptions,
  ): ResponsePromise<AdminAuthRes> {
    return this.#client.send({
      method: "GET",
      path: "/admin/auth",
      options,
      customHeaders,
      bodyKey: "user",
    });
  }

  /**
   * Logs out: ends the session on the server, and makes the client forget its cookie and JWT. An
   * `apiKey` of the configuration stays in use. Without a session there is nothing to end, and it
   * resolves as well.
   */
  async deleteSession(
    customHeaders?: HeadersLike | RequestOptions,
    options?: RequestOptions,
  ): ResponsePromise<Record<never, never>> {
    const { credentials } = this.#client;
    const began = credentials.begin();
    const answer = await this.#client
      .send<Record<never, never>>({
        method: "DELETE",
        path: "/admin/auth",
        options,
        customHeaders,
        // The body is the text "OK".
        ignoreBody: true,
      })
      .catch(asLoggedOut);
    credentials.forget(began);
    return answer;
  }

  /**
   * Logs in by JWT: this client sends it from now on, as `Authorization: Bearer`. It is valid for 24
   * hours on a default server and cannot be renewed: log in again. Medusa has it since 1.17; before, use
   * {@link createSession}.
   *
   * @throws MedusaAuthenticationError if email or password is wrong, or if this is a Medusa before 1.17; the
   * message says which. To know, a login that was refused is followed by one request without credentials.
   * @example
   * ```ts
   * import Medusa from "medusa-batch-jobs";
   *
   * const medusa = new Medusa({ baseUrl: "http://localhost:9000" });
   * await medusa.admin.auth.getToken({ email: "admin@medusa-test.com", password: "supersecret" });
   * const { batch_jobs } = await medusa.admin.batchJobs.list();
   * ```
   */
  async getToken(
    payload: AdminPostAuthReq,
    customHeaders?: HeadersLike | RequestOptions,
    options?: RequestOptions,
  ): ResponsePromise<AdminBearerAuthRes> {
    checkLogin(payload);
    const { credentials } = this.#client;
    const began = credentials.begin();
    const request = callOptions(customHeaders, options);
    const answer = await this.#requestToken(payload, request).catch(async (error: unknown) => {
      throw await this.#refusalOfToken(error, request);
    });
    credentials.setToken(answer.access_token, began);
    return answer;
  }

  #requestToken(payload: object, options: RequestOptions): ResponsePromise<AdminBearerAuthRes> {
    return this.#client.send({
      method: "POST",
      path: "/admin/auth/token",
      payload,
      options,
      bodyKey: "access_token",
      idempotent: true,
    });
  }

  /**
   * Before 1.17, Medusa has no such path, and answers 401 as to a wrong password. A request that names nobody is
   * refused with 400 where there is one.
   */
  async #refusalOfToken(error: unknown, options: RequestOptions): Promise<unknown> {
    if (!isRefusal(error)) return error;
    const nobody = await this.#requestToken({}, { ...options, numberOfRetries: 0 }).catch(
      (refused: unknown) => refused,
    );
    throwIfAborted(options.signal);
    const { status } = Object(nobody);
    if (status !== 400 && status !== 401) return error;
    const message =
      status === 400
        ? "Wrong e-mail or password."
        : "This Medusa has no getToken: it exists since Medusa 1.17. Use createSession.";
    return new MedusaAuthenticationError(message, { ...error, cause: error.cause });
  }

  /**
   * Medusa answers a login with 200 whether or not its cookie arrived, and a browser does not show
   * cookies: only a request that carries nothing else tells.
   */
  async #checkSession(options: RequestOptions): Promise<void> {
    try {
      await this.getSession(COOKIE_ONLY, options);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const why =
        otherSite(this.#client.baseUrl) ??
        "In production, Medusa sets one over https only, or behind a proxy that it trusts; a browser keeps one only where admin_cors names its origin. Use https.";
      throw new MedusaAuthenticationError(
        `E-mail and password are right, but the login left no session: no cookie was set, or kept. ${why} Or use getToken.`,
        { status: 401, response: error.response, requestId: error.requestId },
      );
    }
  }
}

/** Nothing of it is shown: what stands in the wrong place may be the password. */
function checkLogin(payload: AdminPostAuthReq): void {
  if (isText(payload?.email) && isText(payload.password)) return;
  throw invalidArgument("A login must be { email, password }, two strings in one object.");
}

function isRefusal(error: unknown): error is MedusaError {
  return isMedusaError(error) && error.status === 401;
}

/** 401: there is no session; perhaps since an earlier attempt, whose answer was lost, ended it. */
function asLoggedOut(error: unknown): TypedResponse<Record<never, never>> {
  if (!(isRefusal(error) && error.response)) throw error;
  const { status, statusText, headers } = error.response;
  return { response: { status, statusText, headers } };
}
