import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { type Served, serve } from "../../support/listen.js";

/** A request of a worker, as it is seen on its way to the shop; with an `answer`, on its way back. */
export interface Exchange {
  method: string;
  path: string;
  body: string;
  answer?: string;
}

/** Looks at what passes, and holds it so long; where it resolves to false, nothing goes on from there. */
export type Watch = (exchange: Exchange) => Promise<boolean>;

/** Opens a way to the server at `target` on which each request, and then its answer, is watched. */
export function openGate(target: string, watch: Watch): Promise<Served> {
  return serve(async (asked, reply) => {
    const { method = "", url: path = "" } = asked;
    const exchange = { method, path, body: await text(asked) };
    if (!(await watch(exchange))) return;
    const got = await send(target, asked, exchange);
    if (got === undefined) return reply.destroy();
    const answer = await text(got);
    if (!(await watch({ ...exchange, answer }))) return;
    const { "transfer-encoding": _, ...headers } = got.headers;
    reply.writeHead(got.statusCode ?? 502, headers).end(answer);
  });
}

/** Resolves to `undefined` where there is no server. */
function send(
  target: string,
  { method, url, headers }: IncomingMessage,
  { body }: Exchange,
): Promise<IncomingMessage | undefined> {
  // What is watched must be readable.
  const { "accept-encoding": _, "transfer-encoding": __, ...asIs } = headers;
  return new Promise((resolve) => {
    const outgoing = request(new URL(url ?? "/", target), {
      method,
      headers: { ...asIs, "content-length": Buffer.byteLength(body) },
      agent: false,
    });
    outgoing.once("response", resolve).once("error", () => resolve(undefined));
    outgoing.end(body);
  });
}
