import type { Socket } from "node:net";
import type { InternalAxiosRequestConfig } from "axios";

/** What an adapter tells of a request while it is under way. */
export interface Departure {
  /** `false` until the request is handed to a connection that stands; `undefined` if nobody can tell. */
  sent?: boolean;
  /** A proxy did not connect: the answer is its own. */
  refused?: boolean;
}

/** A request as adapters get it; one that does not know `departure` leaves it alone. */
export interface WatchedConfig extends InternalAxiosRequestConfig {
  departure?: Departure;
}

/** Node's modules. Bun, Deno and workers imitate its sockets, and jsdom a browser: no word of those is trusted. */
const load = /^Node\.js/.test(globalThis.navigator?.userAgent ?? "Node.js")
  ? globalThis.process?.getBuiltinModule
  : undefined;

/**
 * The `transport` for axios's Node adapter: the module that axios would take itself, and an eye on its
 * requests. `undefined` outside of Node.
 */
export function watchedTransport(departure: Departure): object | undefined {
  return (
    load && {
      request(options: { protocol: string }, onAnswer: () => void) {
        // Before the call: it throws for what HTTP cannot carry.
        departure.sent = false;
        const { request } = load(options.protocol === "https:" ? "node:https" : "node:http");
        return request(options, onAnswer).once("socket", (socket) => watch(socket, departure));
      },
    }
  );
}

/** What is written to a socket before its connection stands waits in it, and is lost with it. */
function watch(socket: Socket, departure: Departure): void {
  const leave = () => {
    departure.sent = true;
  };
  // A mock's socket (msw, nock) is connected when it likes.
  if (!isNodesOwn(socket)) leave();
  // So axios's tunnel plays back the answer of a proxy that refused.
  else if (!socket.writable) departure.refused = true;
  else if ("secureConnecting" in socket && socket.secureConnecting) {
    socket.once("secureConnect", leave);
  } else if (socket.connecting) socket.once("connect", leave);
  else leave();
}

function isNodesOwn(socket: Socket): boolean {
  const own: unknown[] = [load?.("node:net").Socket, load?.("node:tls").TLSSocket];
  return own.includes(socket.constructor);
}
