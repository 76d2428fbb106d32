import { readFileSync } from "node:fs";
import { Agent } from "node:https";
import { connect } from "node:net";
import type { AxiosAdapter, AxiosResponse } from "axios";
import axios from "axios";
import Medusa, { type Config } from "medusa-batch-jobs";
import { type Database, openDatabase } from "../../backend/database.mjs";
import { type Backend, startBackend } from "../../backend/spawn.mjs";
import { CERTIFICATE, guideSite, type Nginx, startNginx } from "../../support/nginx.js";
import { TICK_MS } from "../global-setup.js";
import { dropHeldUp, heldUp, holdTable } from "../held-table.js";
import { openEvents } from "../redis-events.js";

/** What came back, and who sent it: an instance, the store of the files, or nginx by itself. */
export interface Answer {
  method: string;
  url: string;
  status: number;
  /** The origin; of a request that was passed on to another instance, both. */
  from: string;
  /** Header names in lower case. */
  sent: Readonly<Record<string, unknown>>;
  setCookie: string;
}

/** Two Medusas in production mode, behind the nginx of docs/proxies.md. */
export class SharedShop {
  readonly backend: Backend;
  readonly database: Database;
  readonly #nginx: Nginx;
  /** In the order in which it was done. */
  readonly #toUndo = new Set<() => Promise<void>>();

  static async start(): Promise<SharedShop> {
    const backend = await startBackend({
      profile: "production",
      mode: "production",
      instances: 2,
      tick: TICK_MS,
      log: () => {},
    });
    try {
      const database = await openDatabase(backend.databaseUrl);
      return new SharedShop(backend, database, await startNginx(siteFor(backend.urls)));
    } catch (error) {
      await backend.stop();
      throw error;
    }
  }

  private constructor(backend: Backend, database: Database, nginx: Nginx) {
    this.backend = backend;
    this.database = database;
    this.#nginx = nginx;
  }

  get baseUrl(): string {
    return `https://localhost:${this.#nginx.port}/shop/backend`;
  }

  /** A client that trusts the certificate, and the answers it gets; by API token, unless `config` says otherwise. */
  client(config: Config = {}): { medusa: Medusa; answers: Answer[] } {
    const answers: Answer[] = [];
    const medusa = new Medusa({
      baseUrl: this.baseUrl,
      apiKey: this.backend.users[0].apiToken,
      httpsAgent: new Agent({ ca: readFileSync(CERTIFICATE.cert), keepAlive: true }),
      axiosAdapter: shown((answer) => answers.push(answer)),
      ...config,
    });
    return { medusa, answers };
  }

  /** Lets nobody write to a table until it is released. */
  async hold(table: "batch_job" | "product"): Promise<() => Promise<void>> {
    return this.#undone(await holdTable(this.backend.databaseUrl, table));
  }

  /** Resolves when so many wait for what is held, with a statement like this. */
  heldUp(count: number, statement: string): Promise<void> {
    return heldUp(this.database, count, statement);
  }

  /** How many jobs these keys have, all together. */
  async countJobs(keys: readonly string[]): Promise<number> {
    const jobs = "SELECT FROM batch_job WHERE context->>'idempotency_key' = ANY($1)";
    return (await this.database.query(jobs, [keys])).length;
  }

  async countProducts(handle: string): Promise<number> {
    return (await this.database.query("SELECT FROM product WHERE handle = $1", [handle])).length;
  }

  /** Lets Redis answer those who read, and keep those waiting who write. */
  async holdWritesToRedis(): Promise<() => Promise<void>> {
    await this.#tellRedis("CLIENT PAUSE 60000 WRITE");
    return this.#undone(() => this.#tellRedis("CLIENT UNPAUSE"));
  }

  /** Kills an instance until it is restarted. */
  async kill(part: "medusa-1" | "medusa-2"): Promise<() => Promise<void>> {
    await this.backend.kill(part);
    return this.#undone(() => this.backend.restart(part));
  }

  /** Lets the other one know at once of the work of one that was killed while it was held up. */
  async giveAway(): Promise<void> {
    await dropHeldUp(this.database);
    const events = openEvents(this.backend.redisUrl);
    await events.hasten();
    this.#undone(() => events.close());
  }

  /** Lets everybody go on, and live again: a test that failed leaves nothing to the next one. */
  async heal(): Promise<void> {
    for (const undo of this.#toUndo) await undo();
  }

  #undone(undo: () => Promise<void>): () => Promise<void> {
    const once = async () => {
      if (this.#toUndo.delete(once)) await undo();
    };
    this.#toUndo.add(once);
    return once;
  }

  async stop(): Promise<void> {
    await this.#nginx.stop();
    await this.database.close();
    await this.backend.stop();
  }

  #tellRedis(command: string): Promise<void> {
    const socket = connect(this.backend.redisUrl ?? "");
    return new Promise((resolve, reject) => {
      socket.on("error", reject).on("data", (said) => {
        socket.destroy();
        if (String(said).startsWith("+OK")) resolve();
        else reject(new Error(String(said)));
      });
      socket.write(`${command}\r\n`);
    });
  }
}

/** The guide's, which also tells who has answered. */
function siteFor([first = "", second = ""]: readonly string[]): string {
  return guideSite(1)
    .replace("127.0.0.1:9000", new URL(first).host)
    .replace("127.0.0.1:9001", new URL(second).host)
    .replace("server_name", "add_header X-Answered-By $upstream_addr always;\n  server_name");
}

/** Sends as axios does in Node, and shows each answer, also one that is an error. */
function shown(onAnswer: (answer: Answer) => void): AxiosAdapter {
  const send = axios.getAdapter("http");
  const show = ({ config, status, headers }: AxiosResponse) => {
    const url = config.url ?? "";
    onAnswer({
      method: (config.method ?? "").toUpperCase(),
      url,
      status,
      from: String(headers["x-answered-by"] ?? new URL(url).origin),
      sent: lowerCased(config.headers.toJSON()),
      setCookie: String(headers["set-cookie"] ?? ""),
    });
  };
  return async (config) => {
    try {
      const answer = await send(config);
      show(answer);
      return answer;
    } catch (error) {
      // One that broke has no data: it is lost, whatever its status said.
      if (axios.isAxiosError(error) && error.response?.data !== undefined) show(error.response);
      throw error;
    }
  };
}

function lowerCased(headers: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
