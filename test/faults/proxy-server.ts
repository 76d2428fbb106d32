import { createServer, type IncomingMessage, request, type Server } from "node:http";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";

/** What a proxy does to a CONNECT: the status of a refusal, or how it dies. */
export type Behaviour = "connects" | number | "resets" | "ends" | "is silent";

/** A proxy that misbehaves on purpose. */
export class ProxyServer {
  /** The heads of what it was asked for, CONNECT or not. */
  readonly asked: Pick<IncomingMessage, "method" | "url" | "headers">[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Duplex>();

  static async start(behaviour: Behaviour = "connects"): Promise<ProxyServer> {
    const proxy = new ProxyServer(behaviour);
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once("error", reject).listen(0, "127.0.0.1", resolve);
    });
    return proxy;
  }

  private constructor(behaviour: Behaviour) {
    this.#server = createServer((asked, answer) => {
      this.#note(asked);
      if (typeof behaviour === "number") {
        answer.writeHead(behaviour).end();
        return;
      }
      const { method, url = "", headers } = asked;
      const onward = request(url, { method, headers, agent: false }, (got) => {
        answer.writeHead(got.statusCode ?? 502, got.headers);
        got.pipe(answer);
      });
      asked.pipe(onward);
    });
    this.#server.on("connection", (socket) => this.#keep(socket));
    this.#server.on("connect", (asked, client) => {
      this.#note(asked);
      this.#connect(behaviour, asked, client);
    });
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("The proxy is closed.");
    return address.port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** How many connections stand. */
  get open(): number {
    return this.#sockets.size;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #connect(behaviour: Behaviour, { url = "" }: IncomingMessage, client: Duplex): void {
    if (typeof behaviour === "number") {
      client.end(`HTTP/1.1 ${behaviour} Refused\r\ncontent-length: 0\r\n\r\n`);
    } else if (behaviour === "resets") {
      (client as Socket).resetAndDestroy();
    } else if (behaviour === "ends") {
      client.end();
    } else if (behaviour === "connects") {
      const [host, port] = url.split(":");
      const server = this.#keep(connect(Number(port), host));
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      client.pipe(server).pipe(client);
    } else {
      // One that is not read does not notice that it is over.
      client.resume().on("end", () => client.destroy());
    }
  }

  #note({ method, url, headers }: IncomingMessage): void {
    this.asked.push({ method, url, headers });
  }

  #keep<T extends Duplex>(socket: T): T {
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    return socket;
  }
}
