import { connect, type Socket } from "node:net";
import { Worker } from "node:worker_threads";

/** Listens, tells where, and never accepts: its event loop stands still. */
const LISTEN = `
const { parentPort } = require("node:worker_threads");
const server = require("node:net").createServer();
server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
  parentPort.postMessage(server.address().port);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});`;

/** More than the kernel keeps for it; what comes after them waits for ever. */
const WAITING = 8;

/** A port where a connection is neither made nor refused. */
export class DeafServer {
  readonly port: number;
  readonly #worker: Worker;
  readonly #sockets: Socket[];

  static async start(): Promise<DeafServer> {
    const worker = new Worker(LISTEN, { eval: true });
    const port = await new Promise<number>((resolve, reject) => {
      worker.once("error", reject).once("message", resolve);
    });
    const sockets = Array.from({ length: WAITING }, () => connect(port, "127.0.0.1"));
    for (const socket of sockets) socket.on("error", () => {});
    await new Promise((resolve) => sockets[0]?.once("connect", resolve));
    return new DeafServer(port, worker, sockets);
  }

  private constructor(port: number, worker: Worker, sockets: Socket[]) {
    this.port = port;
    this.#worker = worker;
    this.#sockets = sockets;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await this.#worker.terminate();
  }
}
