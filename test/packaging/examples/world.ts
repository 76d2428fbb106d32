import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { DEFAULT_USERS, FakeMedusa } from "../../../src/testing/index.js";
import { answer } from "../../support/serve-fake.js";

const tls = (name: string) => fileURLToPath(new URL(`../../fixtures/tls/${name}`, import.meta.url));
const CERTIFICATE = tls("shop-cert.pem");

/** What the shops of the guides hold: the real test backend's products, so that the guides hold there too. */
const PRODUCTS = {
  "Espresso Cup": "CUP-WHITE",
  "French Press": "PRESS-350",
  "Coffee Grinder": "GRINDER-HAND",
};

const SHOP = {
  products: Object.entries(PRODUCTS).map(([title, sku]) => ({
    handle: title.toLowerCase().replace(" ", "-"),
    title,
    status: "published",
    options: ["Size"],
    variants: [{ title: "One size", sku, options: ["One size"] }],
  })),
  orders: [{ Order_ID: "order_01", Display_ID: 1 }],
  users: [
    ...DEFAULT_USERS,
    { email: "you@shop.example", password: "correct horse battery staple" },
  ],
};

/**
 * The world of the guides: a Medusa at http://localhost:9000, another at https://shop.example, and
 * nothing else. Who goes through its proxy comes to them by their names.
 */
export class World {
  /** What was asked for that is not there. */
  readonly strays: string[] = [];
  /** The shops, by their hosts. */
  readonly fakes: ReadonlyMap<string, FakeMedusa>;
  readonly #server = createServer((asked, given) => this.#answer(asked, given));
  readonly #tls = createTlsServer(
    { key: readFileSync(tls("shop-key.pem")), cert: readFileSync(CERTIFICATE) },
    (asked, given) => this.#answer(asked, given),
  );

  static async open(): Promise<World> {
    const fakes = ["http://localhost:9000", "https://shop.example"].map(
      // No example waits: each request finds done what the server had to do.
      (baseUrl) => new FakeMedusa({ ...SHOP, baseUrl, tick: 0 }),
    );
    for (const fake of fakes) await leavePast(fake);
    const world = new World(fakes);
    await once(world.#server.listen(0, "127.0.0.1"), "listening");
    return world;
  }

  private constructor(fakes: FakeMedusa[]) {
    this.fakes = new Map(fakes.map((fake) => [new URL(fake.baseUrl).host, fake]));
    this.#server.on("connect", ({ url = "" }: IncomingMessage, socket) => {
      socket.on("error", () => socket.destroy());
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      (url.endsWith(":443") ? this.#tls : this.#server).emit("connection", socket);
    });
  }

  /** What leads a process into this world. */
  get environment(): Record<string, string> {
    const { port } = this.#server.address() as AddressInfo;
    const proxy = `http://127.0.0.1:${port}`;
    return { HTTP_PROXY: proxy, HTTPS_PROXY: proxy, NODE_EXTRA_CA_CERTS: CERTIFICATE };
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  #answer(asked: IncomingMessage, given: ServerResponse): void {
    const { url = "", headers } = asked;
    const fake = this.fakes.get(headers.host ?? "");
    if (fake !== undefined) {
      answer(fake, asked, given).catch((error) => given.destroy(error));
    } else {
      this.strays.push(`${headers.host} ${url}`);
      given.writeHead(502).end();
    }
  }
}

/** What the user has done before: an export that completed, one that failed, one that waits to be confirmed. */
const PAST = [
  { type: "product-export", context: {} },
  { type: "product-export", context: { filterable_fields: { colour: "red" } } },
  { type: "product-export", context: {}, dry_run: true },
];

async function leavePast(fake: FakeMedusa): Promise<void> {
  const headers = {
    "content-type": "application/json",
    "x-medusa-access-token": fake.users[0]?.apiToken ?? "",
  };
  for (const job of PAST) {
    const request = { method: "POST", headers, body: JSON.stringify(job) };
    await fake.fetch(new Request(`${fake.baseUrl}/admin/batch-jobs`, request));
  }
}
