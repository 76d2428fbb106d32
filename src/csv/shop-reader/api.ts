import { throwIfAborted } from "../../http/signals.js";
import type { HeadersLike, RequestOptions } from "../../types/http.js";
import { inParallel } from "./in-parallel.js";

/**
 * What reads a shop: a `Medusa`, or a client of `@medusajs/medusa-js`. That one's requests know no signal: an abort ends
 * the reading when those under way are answered.
 */
export interface ShopClient {
  admin: {
    custom: {
      get<Query extends object, Answer extends object>(
        path: string,
        query?: Query,
        options?: RequestOptions,
        customHeaders?: HeadersLike,
      ): PromiseLike<Answer>;
    };
  };
}

/** What a query asks for: of a list, any of its values. */
export type Query = Readonly<Record<string, string | number | readonly string[]>>;

/** How many rows of a list come at once. */
export const PAGE_ROWS = 200;

/** How many values one query asks for, and how long they may be, far from the 16 KB that Node takes as a request's head. */
const CHUNK_VALUES = 50;
const CHUNK_LENGTH = 8000;

/** Longer names are not asked for: they would fill a URL, and hardly fit into the shop's unique indexes. */
const LONGEST_NAME = 2704;

/** The admin API, as far as a shop is read. */
export class ShopApi {
  readonly #client: ShopClient;
  readonly #signal: AbortSignal | undefined;
  readonly #headers: HeadersLike | undefined;

  constructor(
    client: ShopClient,
    options: { signal?: AbortSignal | undefined; customHeaders?: HeadersLike | undefined },
  ) {
    this.#client = client;
    this.#signal = options.signal;
    this.#headers = options.customHeaders;
  }

  async get<Answer extends object>(path: string, query: Query = {}): Promise<Answer> {
    throwIfAborted(this.#signal);
    // medusa-js would send it as a header.
    const options = this.#signal && { signal: this.#signal };
    // Written here, as medusa-js would write lists in a form that some servers read up to 20 values of.
    const url = withQuery(path, query);
    const { custom } = this.#client.admin;
    const answer = await custom.get<object, Answer>(url, undefined, options, this.#headers);
    throwIfAborted(this.#signal);
    return answer;
  }

  /** All rows of a list, page by page. */
  async *pages<Row>(path: string, key: string, query: Query = {}): AsyncGenerator<Row[]> {
    for (let offset = 0; ; offset += PAGE_ROWS) {
      const page = await this.page<Row>(path, key, offset, query);
      yield page;
      if (page.length < PAGE_ROWS) return;
    }
  }

  async page<Row>(path: string, key: string, offset: number, query: Query = {}): Promise<Row[]> {
    const page = { ...query, limit: PAGE_ROWS, offset };
    return (await this.get<Record<string, Row[]>>(path, page))[key] ?? [];
  }

  /** The rows with these values, in chunks. */
  async having<Row>(
    path: string,
    key: string,
    name: string,
    values: Iterable<string>,
    query: Query,
  ): Promise<Row[]> {
    const rows = await inParallel(chunks(values), async (chunk) => {
      const answer = await this.get<Record<string, Row[]>>(path, {
        ...query,
        limit: chunk.length,
        [name]: chunk,
      });
      return answer[key] ?? [];
    });
    return rows.flat();
  }
}

/** Whether something in a shop may have this name. Postgres knows no NUL. */
export function canBeThere(name: string): boolean {
  return name !== "" && name.length <= LONGEST_NAME && !name.includes("\0");
}

function chunks(values: Iterable<string>): string[][] {
  const all: string[][] = [];
  let last: string[] = [];
  let length = CHUNK_LENGTH;
  for (const value of values) {
    length += encodeURIComponent(value).length;
    if (length > CHUNK_LENGTH || last.length === CHUNK_VALUES) {
      last = [];
      all.push(last);
      length = encodeURIComponent(value).length;
    }
    last.push(value);
  }
  return all;
}

function withQuery(path: string, query: Query): string {
  const parts = Object.entries(query).flatMap(([key, value]) =>
    Array.isArray(value)
      ? value.map((one) => `${key}[]=${encodeURIComponent(one)}`)
      : [`${key}=${encodeURIComponent(String(value))}`],
  );
  return parts.length === 0 ? path : `${path}?${parts.join("&")}`;
}
