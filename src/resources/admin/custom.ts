import { checkPath } from "../../http/paths.js";
import { buildQuery } from "../../http/query.js";
import type {
  Headers as CustomHeaders,
  RequestOptions,
  ResponsePromise,
} from "../../types/http.js";
import { BaseResource } from "../base.js";

/**
 * Calls admin endpoints that the SDK does not know: a shop's own, or Medusa's others. The order of
 * the arguments is that of medusa-js.
 */
export class AdminCustomResource extends BaseResource {
  /**
   * @param path Below `/admin`, as `"/products"`.
   * @param query Filters; dates, arrays and `null` are written as Medusa reads them.
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
    customHeaders?: CustomHeaders,
  ): ResponsePromise<TResponse> {
    const queryString = query === undefined ? "" : buildQuery(query);
    const adminPath = underAdmin(path);
    return this.client.request<TResponse>(
      "GET",
      queryString === "" ? adminPath : `${adminPath}?${queryString}`,
      undefined,
      options,
      customHeaders,
    );
  }

  /** @param path Below `/admin`, as `"/products"`. */
  async post<TPayload = unknown, TResponse extends object = Record<string, unknown>>(
    path: string,
    payload?: TPayload,
    options?: RequestOptions,
    customHeaders?: CustomHeaders,
  ): ResponsePromise<TResponse> {
    return this.client.request("POST", underAdmin(path), payload, options, customHeaders);
  }

  /** @param path Below `/admin`, as `"/products/prod_01"`. */
  async delete<TResponse extends object = Record<string, unknown>>(
    path: string,
    options?: RequestOptions,
    customHeaders?: CustomHeaders,
  ): ResponsePromise<TResponse> {
    return this.client.request("DELETE", underAdmin(path), undefined, options, customHeaders);
  }
}

function underAdmin(path: string): string {
  checkPath(path);
  return `/admin${path}`;
}
