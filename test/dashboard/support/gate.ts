import { connect, createServer, type Socket } from "node:net";
import { listen } from "../../support/listen.js";

/** A way to a server that can be shut: then nobody gets through, as in an outage. */
export interface Gate {
  url: string;
  shut(): void;
  open(): void;
  close(): void;
}

/** Opens a gate before the server at `target`. */
export async function openGate(target: string): Promise<Gate> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let isOpen = true;
  const server = createServer((inner) => {
    if (!isOpen) return inner.destroy();
    const outer = connect(Number(port), hostname);
    forward(inner, outer, sockets);
    forward(outer, inner, sockets);
  });
  const url = `http://127.0.0.1:${await listen(server)}`;
  const shut = () => {
    isOpen = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url,
    shut,
    open() {
      isOpen = true;
    },
    close() {
      shut();
      server.close();
    },
  };
}

function forward(from: Socket, to: Socket, sockets: Set<Socket>): void {
  sockets.add(from);
  from.pipe(to);
  from.on("error", () => to.destroy());
  from.on("close", () => {
    sockets.delete(from);
    to.destroy();
  });
}
