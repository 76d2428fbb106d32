import type { ClientRequest, RequestOptions } from "node:http";
import type { Socket } from "node:net";

/** What an adapter tells of a request while it is under way. */
export interface Departure {
  /** `false` until the request is handed to a connection that stands; `undefined` if nobody can tell. */
  sent?: boolean;
  /** A proxy did not connect: the answer is its own. */
  refused?: boolean;
  /** Ends what the adapter leaves open of a request that nobody waits for any more. */
  abandon?: () => void;
}

/** What an adapter gets beside axios's configuration; one that does not know it leaves it alone. */
export interface Watched {
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
      request(options: RequestOptions, onAnswer: () => void) {
        // Before the call: it throws for what HTTP cannot carry.
        departure.sent = false;
        const { request } = load(options.protocol === "https:" ? "node:https" : "node:http");
        const start = () => request(options, onAnswer);
        const started = isTunnel(options.agent) ? inTunnel(start, departure) : start();
        return started.once("socket", (socket) => watch(socket, departure));
      },
    }
  );
}

/** Whether an agent is that by which axios goes to https through a proxy. */
function isTunnel(agent: RequestOptions["agent"]): boolean {
  return typeof agent === "object" && "secureProxy" in agent;
}

/**
 * That agent waits for ever on a proxy that ends the connection in place of an answer, and keeps its
 * connection when nobody waits any more. It shows it to nobody; but Node tells of each that is opened.
 */
function inTunnel(start: () => ClientRequest, departure: Departure): ClientRequest {
  const opened = load?.("node:diagnostics_channel").channel("net.client.socket");
  const sockets: Socket[] = [];
  const note = (message: unknown) => sockets.push(Object(message).socket);
  opened?.subscribe(note);
  const request = start();
  opened?.unsubscribe(note);
  const end = () => {
    for (const socket of sockets) socket.destroy(new Error("The proxy ended the connection"));
  };
  departure.abandon = end;
  for (const socket of sockets) socket.once("end", end);
  request.once("socket", () => {
    departure.abandon = undefined;
    for (const socket of sockets) socket.off("end", end);
  });
  return request;
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
