import { once } from "node:events";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from "node:http";
import { type Config, type ExportedFile, type ExportOptions, Medusa } from "medusa-batch-jobs";

/** One request for a file. */
export interface Asked {
  path: string;
  headers: IncomingHttpHeaders;
}

/** How a file service answers one request; what it does not say is done as S3 does it. */
export interface Turn {
  status?: number;
  /** Beside, or in place of, those of S3; `undefined` leaves one out. */
  headers?: OutgoingHttpHeaders;
  /** Takes no notice of ranges. */
  whole?: true;
  /** Sends nothing, and keeps the connection. */
  silent?: true;
  /** Where the part ends that it sends. */
  until?: number;
  /** How many bytes of its answer it sends before the connection breaks. */
  breaksAfter?: number;
}

export const ETAG = '"the-etag"';
export const LAST_MODIFIED = "Thu, 26 Nov 2026 10:00:00 GMT";
export const DATE = "Thu, 26 Nov 2026 10:01:00 GMT";

/** A server, and what of it is to be closed. */
async function listen(handler: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(handler).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return { server, url: `http://127.0.0.1:${typeof address === "object" && address?.port}` };
}

/** A backend with one export, whose file is on another origin, under an address that is new each time. */
export class FileService {
  /** The requests for the file, in their order. */
  readonly asked: Asked[] = [];
  /** How many connections for them are open. */
  open = 0;
  /** What the job says of it. */
  size: number | undefined;
  /** How often an address was asked for. */
  addresses = 0;
  readonly #content: Buffer;
  readonly #turn: (asked: Asked, index: number) => Turn;
  readonly #servers: Server[] = [];

  /** @param turn How it answers, by the request and how many there were before. */
  constructor(content: Buffer | string, turn: (asked: Asked, index: number) => Turn) {
    this.#content = Buffer.from(content);
    this.size = this.#content.length;
    this.#turn = turn;
  }

  /** The export, of a client with these settings. */
  async export(config: Config = {}, options: ExportOptions = {}): Promise<ExportedFile> {
    const files = await this.#listen((request, response) => this.#serve(request, response));
    const job = completed(this.size);
    const backend = await this.#listen((request, response) => {
      response.setHeader("content-type", "application/json");
      response.setHeader("set-cookie", "connect.sid=the-cookie; Path=/");
      const isAddress = request.url === "/admin/uploads/download-url";
      const download_url = isAddress && `${files}/file.csv?X-Signature=${++this.addresses}`;
      response.end(JSON.stringify(isAddress ? { download_url } : { batch_job: job }));
    });
    const usual = { baseUrl: backend, apiKey: "the-token", maxRetryDelay: 5 };
    const medusa = new Medusa({ ...usual, customHeaders: { "x-shop": "the-shop" }, ...config });
    return medusa.admin.batchJobs.exportFile(options);
  }

  /** The first bytes that were asked for, request by request. */
  get starts(): number[] {
    return this.asked.map(({ headers }) => startOf(headers));
  }

  close(): void {
    for (const server of this.#servers) {
      server.close();
      server.closeAllConnections();
    }
  }

  async #listen(handler: (request: IncomingMessage, response: ServerResponse) => void) {
    const { server, url } = await listen(handler);
    this.#servers.push(server);
    return url;
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const asked = { path: request.url ?? "", headers: request.headers };
    const turn = this.#turn(asked, this.asked.length);
    this.asked.push(asked);
    this.open += 1;
    response.on("close", () => this.open--);
    response.sendDate = false;
    if (turn.silent) return;
    const { status, headers, body } = this.#answer(asked, turn);
    response.writeHead(status, without(headers));
    const { breaksAfter = body.length } = turn;
    if (breaksAfter >= body.length) return void response.end(body);
    response.flushHeaders();
    // They are to be on their way when the connection ends.
    response.write(body.subarray(0, breaksAfter), () => response.socket?.end());
  }

  #answer({ headers: { range, "if-range": known = ETAG } }: Asked, turn: Turn) {
    const { length: size } = this.#content;
    const isRange = range && [ETAG, LAST_MODIFIED].includes(String(known)) && !turn.whole;
    const from = isRange ? startOf({ range }) : 0;
    const { status = isRange ? 206 : 200, until = size } = turn;
    const body = this.#content.subarray(from, status < 400 ? until : from);
    const headers = {
      date: DATE,
      "last-modified": LAST_MODIFIED,
      etag: ETAG,
      "content-length": body.length,
      ...(isRange && { "content-range": `bytes ${from}-${until - 1}/${size}` }),
      ...turn.headers,
    };
    return { status, headers, body };
  }
}

function startOf({ range }: IncomingHttpHeaders): number {
  return Number(/^bytes=(\d+)-$/.exec(range ?? "bytes=0-")?.[1]);
}

function without(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
}

function completed(file_size: number | undefined) {
  const at = new Date().toISOString();
  const result = { file_key: "exports/products/product-export-1.csv", file_size };
  return {
    id: "batch_1",
    type: "product-export",
    status: "completed",
    created_at: at,
    completed_at: at,
    result,
  };
}
