import { readFileSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import { TinyMedusa, type WireRequest } from "./tiny-medusa.js";
import { readRequest, writeAnswer } from "./wire.js";

const fixture = (name: string) => readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url));

/** A certificate for 127.0.0.1 that nobody signed. */
export const CERTIFICATE = { key: fixture("key.pem"), cert: fixture("cert.pem") };

/** What goes wrong on the wire, where neither side's TLS can help it. */
export interface WireFault {
  name: string;
  /** Meets a client in place of the server. */
  greet?: (client: Socket) => void;
  /** Sends something in place of the server's answer, which is at hand in its encrypted form. */
  spoil?: (client: Socket, answer: Buffer) => void;
  /** How the server speaks TLS. */
  tls?: TlsOptions;
}

/** A Medusa that speaks TLS, behind a wire that fails on purpose. */
export class TlsServer {
  readonly medusa = new TinyMedusa();
  /** Requests that came through, decrypted. */
  readonly requests: WireRequest[] = [];
  connections = 0;
  readonly #wire: Server;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #fault: WireFault;
  /** Whatever the server sends on the latest connection from now on is its answer, or comes with it. */
  #answering = false;

  static async start(fault: WireFault = { name: "none" }): Promise<TlsServer> {
    const server = new TlsServer(fault);
    await Promise.all([listen(server.#wire), listen(server.#server)]);
    return server;
  }

  private constructor(fault: WireFault) {
    this.#fault = fault;
    this.#wire = createServer((client) => this.#relay(client));
    this.#server = createTlsServer({ ...CERTIFICATE, ...fault.tls }, (socket) => {
      socket.on("error", () => {});
      readRequest(socket, (request) => {
        this.requests.push(request);
        this.#answering = true;
        writeAnswer(socket, this.medusa.act(request));
      });
    });
    this.#server.on("tlsClientError", () => {});
  }

  get port(): number {
    return portOf(this.#wire);
  }

  get baseUrl(): string {
    return `https://127.0.0.1:${this.port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(
      [this.#wire, this.#server].map((one) => new Promise((done) => one.close(done))),
    );
  }

  #relay(client: Socket): void {
    this.connections += 1;
    this.#answering = false;
    this.#keep(client);
    const { greet, spoil } = this.#fault;
    if (greet !== undefined) {
      greet(client);
      return;
    }
    const server = this.#keep(connect(portOf(this.#server), "127.0.0.1"));
    client.on("data", (chunk) => server.write(chunk));
    client.on("close", () => server.destroy());
    server.on("close", () => client.end());
    let spoilt = false;
    server.on("data", (chunk) => {
      if (!this.#answering || spoil === undefined) client.write(chunk);
      else if (!spoilt) spoil(client, chunk);
      spoilt = this.#answering;
    });
  }

  #keep(socket: Socket): Socket {
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
    return socket.on("error", () => {});
  }
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server is closed.");
  return address.port;
}
