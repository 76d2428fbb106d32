import type { Client } from "../../client.js";
import { checkPath } from "../../http/paths.js";
import { appendQuery } from "../../http/query.js";
import type { HeadersLike, HttpMethod, RequestOptions, ResponsePromise } from "../../types/http.js";
import { checkedClient } from "../base.js";

/**
 * Calls admin endpoints that the SDK does not know: a shop's own, or Medusa's others. Paths and the
 * order of the arguments are those of medusa-js: `"/products"`, `"products"` and `"/admin/products"`
 * are the same endpoint.
 *
 * What the endpoint answers is taken as it is: the keys of a JSON object, with `response` beside them;
 * any other JSON as `data`, such as `{ data: [], response }`; of a text (`OK`) or no body at all, only
 * the `response`. An HTML page is refused: it is some other server's.
 */
export class AdminCustomResource {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = checkedClient(client);
  }

  /**
   * @param path Below `/admin`, as `"/products"`; it may have a query string.
   * @param query Filters; dates, arrays and `null` are written as Medusa reads them.
   * @throws MedusaInvalidRequestError for a filter that would vanish from the query string, such as an empty array.
   * @example
   * ```ts
   * import Medusa from "medusa-batch-jobs";
   *
   * const medusa = new Medusa({ apiKey: "my-token" });
   * type Products = { products: { id: string; title: string }[]; count: number };
   * const { products } = await medusa.admin.custom.get<{ limit: number }, Products>("/products", {
   *   limit: 5,
   * });
   * ```
   */
  async get<TQuery extends object = object, TResponse extends object = Record<string, unknown>>(
    path: string,
    query?: TQuery,
    options?: RequestOptions,
    customHeaders?: HeadersLike,
  ): ResponsePromise<TResponse> {
    const adminPath = appendQuery(underAdmin(path), query ?? {});
    return this.#send("GET", adminPath, undefined, options, customHeaders);
  }

  /** @param path Below `/admin`, as `"/products"`. */
  async post<TPayload = unknown, TResponse extends object = Record<string, unknown>>(
    path: string,
    payload?: TPayload,
    options?: RequestOptions,
    customHeaders?: HeadersLike,
  ): ResponsePromise<TResponse> {
    return this.#send("POST", underAdmin(path), payload, options, customHeaders);
  }

  /** @param path Below `/admin`, as `"/products/prod_01"`. */
  async delete<TResponse extends object = Record<string, unknown>>(
    path: string,
    options?: RequestOptions,
    customHeaders?: HeadersLike,
  ): ResponsePromise<TResponse> {
    return this.#send("DELETE", underAdmin(path), undefined, options, customHeaders);
  }

  #send<T extends object>(
    method: HttpMethod,
    path: string,
    payload: unknown,
    options: RequestOptions | undefined,
    customHeaders: HeadersLike | undefined,
  ): ResponsePromise<T> {
    return this.#client.send({ method, path, payload, options, customHeaders, anyBody: true });
  }
}

/** Where a relative path lacks its slash. A whole URL, `@`, `:` and `..` get none, and are refused. */
const SLASH_IS_MISSING = /^(?=[\w-])(?!\w+:\/\/)/;

function underAdmin(path: string): string {
  const rooted = typeof path === "string" ? path.replace(SLASH_IS_MISSING, "/") : path;
  checkPath(rooted);
  return /^\/admin(?:[/?]|$)/.test(rooted) ? rooted : `/admin${rooted}`;
}
