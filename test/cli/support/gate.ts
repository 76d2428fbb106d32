import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { DEFAULT_USERS, FakeMedusa, type FakeMedusaOptions } from "medusa-batch-jobs/testing";
import { answer } from "../../support/serve-fake.js";
import type { CliShop } from "./shop.js";

/** What becomes of a request; `act` has the fake answer it. */
export type Fate = (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  act: () => Promise<void>,
) => unknown;

/** Requests that wait at the gate. */
export interface Held {
  /** The first of them is there, and the fake knows nothing of it. */
  readonly arrived: Promise<void>;
  /** Lets them, and all that come after, through. */
  release(): void;
}

/** A fake shop behind a gate that holds, or spoils, the requests that it is told to. */
export interface GatedShop extends CliShop {
  /** Keeps requests until they are released. `request` is matched as "POST /admin/uploads?…". */
  hold(request: RegExp): Held;
  /** Spoils requests: so many of them, by default all. */
  spoil(request: RegExp, fate: Fate, times?: number): void;
  /** How often a request came, held and spoiled ones among them. */
  asked(request: RegExp): number;
  /** The next request of this kind that comes. */
  next(request: RegExp): Promise<void>;
}

interface Rule {
  request: RegExp;
  fate: Fate;
  left: number;
}

/** Serves a fake shop behind a gate. */
export async function openGatedShop(
  options: Omit<FakeMedusaOptions, "baseUrl"> = {},
): Promise<GatedShop> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  const url = `http://127.0.0.1:${address.port}`;
  const fake = new FakeMedusa({ tick: 20, ...options, baseUrl: url });
  const gate = new Gate();
  server.on("request", (incoming, outgoing) => {
    const act = () => answer(fake, incoming, outgoing);
    // A client that leaves is what many of these tests are about.
    gate.pass(incoming, outgoing, act).catch(() => outgoing.destroy());
  });
  return {
    fake,
    url,
    env: envFor(url),
    hold: (request) => gate.hold(request),
    spoil: (request, fate, times = Number.POSITIVE_INFINITY) => gate.spoil(request, fate, times),
    asked: (request) => gate.seen.filter((one) => request.test(one)).length,
    next: (request) => gate.next(request),
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function envFor(url: string): Record<string, string> {
  const [user] = DEFAULT_USERS;
  if (user === undefined) throw new Error("The fake has no users.");
  return {
    MEDUSA_BACKEND_URL: url,
    MEDUSA_EMAIL: user.email,
    MEDUSA_PASSWORD: user.password,
  };
}

class Gate {
  readonly seen: string[] = [];
  readonly #rules: Rule[] = [];
  #watchers: { request: RegExp; tell: () => void }[] = [];

  async pass(incoming: IncomingMessage, outgoing: ServerResponse, act: () => Promise<void>) {
    const name = `${incoming.method} ${incoming.url}`;
    this.seen.push(name);
    this.#tell(name);
    const rule = this.#rules.find(({ request, left }) => left > 0 && request.test(name));
    if (rule === undefined) return act();
    rule.left -= 1;
    await rule.fate(incoming, outgoing, act);
  }

  hold(request: RegExp): Held {
    const arrived = deferred();
    const released = deferred();
    const fate: Fate = async (_incoming, _outgoing, act) => {
      arrived.resolve();
      await released.promise;
      await act();
    };
    const rule = { request, fate, left: Number.POSITIVE_INFINITY };
    this.#rules.push(rule);
    const release = () => {
      rule.left = 0;
      released.resolve();
    };
    return { arrived: arrived.promise, release };
  }

  spoil(request: RegExp, fate: Fate, left: number): void {
    this.#rules.push({ request, fate, left });
  }

  next(request: RegExp): Promise<void> {
    const { promise, resolve } = deferred();
    this.#watchers.push({ request, tell: resolve });
    return promise;
  }

  #tell(name: string): void {
    const told = this.#watchers.filter(({ request }) => request.test(name));
    this.#watchers = this.#watchers.filter((watcher) => !told.includes(watcher));
    for (const { tell } of told) tell();
  }
}

function deferred() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** The connection breaks before the server has seen the request. */
export const resets: Fate = (incoming) => incoming.socket.resetAndDestroy();

/** The server does it, and its answer is lost. */
export const losesAnswer: Fate = async (incoming, outgoing, act) => {
  outgoing.end = () => {
    incoming.socket.resetAndDestroy();
    return outgoing;
  };
  await act();
};

/** Nothing comes, ever. */
export const isSilent: Fate = () => {};

/** A page in place of an answer, as a proxy gives it. */
export function page(status: number, body = "<html><h1>nginx</h1></html>"): Fate {
  return (_incoming, outgoing) =>
    outgoing.writeHead(status, { "content-type": "text/html" }).end(body);
}
