import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { FakeMedusa, type FakeMedusaOptions } from "../../../src/testing/index.js";
import { type Fate, type Pace, QUARTER_MS, TIMEOUT_MS } from "./history.js";
import { REQUEST_HEADER } from "./messages.js";
import { Workers } from "./workers.js";

/** Longer than callers wait for anything but a cancel. */
const SILENCE_MS = 4 * TIMEOUT_MS;

/** What the server says. */
export type Answer = Awaited<ReturnType<FakeMedusa["answer"]>>;

/** Who knows what befalls a request, and wants to know of it. */
export interface Director {
  /** What befalls the request of that name. */
  fateOf(id: string): Fate | undefined;
  acted(id: string, request: Request, answer: Answer): void;
  kill(id: string): Promise<void>;
}

/** A fake Medusa behind a port, which acts and answers as fate has it. */
export class OnceServer {
  readonly fake: FakeMedusa;
  director: Director = { fateOf: () => undefined, acted() {}, kill: async () => {} };
  readonly #server: Server;
  readonly #workers: Workers;
  readonly #late = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();

  static async open(
    paces: readonly Pace[],
    strategies: FakeMedusaOptions["strategies"],
  ): Promise<OnceServer> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new OnceServer(server, paces, strategies);
  }

  private constructor(
    server: Server,
    paces: readonly Pace[],
    strategies: FakeMedusaOptions["strategies"],
  ) {
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("The server has no port.");
    const baseUrl = `http://127.0.0.1:${address.port}`;
    this.fake = new FakeMedusa({ baseUrl, strategies, tick: Number.POSITIVE_INFINITY });
    this.#workers = new Workers(this.fake, paces, (ms) => this.#sleep(ms));
    this.#server = server;
    server.on("request", (incoming, outgoing) => {
      // Whoever was killed while sending has sent nothing.
      this.#serve(incoming, outgoing).catch((error) => outgoing.destroy(error));
    });
  }

  get url(): string {
    return this.fake.baseUrl;
  }

  /** When everything that it was late with has been done. */
  async isUpToDate(): Promise<void> {
    while (this.#late.size > 0) await Promise.allSettled(this.#late);
  }

  async close(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#closing.abort();
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const id = String(incoming.headers[REQUEST_HEADER]);
    const request = await readRequest(this.fake.baseUrl, incoming);
    const act = async () => {
      const answer = await this.fake.answer(request);
      this.#workers.look();
      this.director.acted(id, request, answer);
      return answer;
    };
    const fate = this.director.fateOf(id);
    if (fate === undefined) return write(outgoing, await act());
    const { acts, end, delay } = fate;
    const later = () => this.#sleep(delay * QUARTER_MS);
    const acted = acts === "at once" ? await act() : undefined;
    const late = acts === "late" ? this.#keep(later().then(act)) : undefined;
    switch (end) {
      case "kill":
        return this.director.kill(id);
      case "reset":
        incoming.socket.resetAndDestroy();
        return;
      case "502":
      case "504":
        outgoing.writeHead(Number(end)).end("the gateway's own words");
        return;
      case "answer": {
        if (acted !== undefined) await later();
        const answer = acted ?? (await late);
        if (answer !== undefined) return write(outgoing, answer);
        // A cancel has a patience of minutes; the network has not.
        await this.#sleep(SILENCE_MS);
        incoming.socket.resetAndDestroy();
        return;
      }
      default:
        // What happens to the caller is not the server's to do.
        write(outgoing, acted ?? (await act()));
    }
  }

  #keep<T>(late: Promise<T>): Promise<T> {
    this.#late.add(late);
    // Nobody waits for it when all is over.
    late.catch(() => {}).then(() => this.#late.delete(late));
    return late;
  }

  async #sleep(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#closing.signal });
  }
}

/** The whole of it: its sender may be gone when it is acted on. */
async function readRequest(baseUrl: string, incoming: IncomingMessage): Promise<Request> {
  const { method = "GET", url = "/", headers } = incoming;
  const body = Buffer.concat(await incoming.toArray());
  return new Request(`${baseUrl}${url}`, {
    method,
    headers: Object.entries(headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]),
    body: body.length > 0 ? body : null,
  });
}

function write(outgoing: ServerResponse, { status, headers, body }: Answer): void {
  for (const [name, value] of headers) outgoing.appendHeader(name, value);
  outgoing.writeHead(status).end(body ?? undefined);
}
