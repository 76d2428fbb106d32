import { readFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer, Agent as TlsAgent } from "node:https";
import { createServer as createTcpServer, type Server as TcpServer } from "node:net";
import { text } from "node:stream/consumers";
import { type Config, Medusa } from "medusa-batch-jobs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Medusa as OnAxios } from "../../src/index.js";
import { CARRIERS } from "./adapters.js";
import { ProxyServer } from "./proxy-server.js";
import { within } from "./support.js";
import { CERTIFICATE } from "./tls-server.js";

// What an error says where the cause is between a client and its backend: a row a cause. Medusa's own are in test/contract.

const BOUND_MS = 10_000;
const VARIABLES = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"];
const EXPIRED = readFileSync(new URL("../fixtures/tls/expired.pem", import.meta.url));

const closing: { close(done?: () => void): unknown }[] = [];

beforeEach(() => {
  for (const name of VARIABLES) {
    vi.stubEnv(name, undefined);
    vi.stubEnv(name.toLowerCase(), undefined);
  }
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  for (const server of closing.splice(0)) await new Promise<void>((done) => server.close(done));
});

/** A port where something listens. */
async function listen(server: Server | TcpServer): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  closing.push(server);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server is closed.");
  return address.port;
}

const answering = (status: number, body: string, headers = {}): RequestListener => {
  return (request, response) => {
    request.resume().on("end", () => {
      response.writeHead(status, { connection: "close", ...headers }).end(body);
    });
  };
};

/** A port where nothing listens. */
async function freePort(): Promise<number> {
  const port = await listen(createTcpServer());
  await new Promise<void>((done) => closing.pop()?.close(done));
  return port;
}

async function said(
  medusa: Medusa,
  call = (one: Medusa): Promise<unknown> => one.admin.batchJobs.list(),
) {
  const failed = within(BOUND_MS, call(medusa)).then(
    () => expect.unreachable("It resolved."),
    (error: Error) => error.message,
  );
  return failed;
}

describe.each(CARRIERS)("on $name", ({ open }) => {
  let adapter: ReturnType<typeof open>;
  beforeEach(() => {
    adapter = open();
  });
  afterEach(() => adapter?.close());

  const client = (config: Config) =>
    new Medusa({ axiosAdapter: adapter, apiKey: "any-api-token", maxRetries: 0, ...config });

  it("https to a port that speaks http", async () => {
    const baseUrl = `https://127.0.0.1:${await listen(createServer())}`;
    expect(await said(client({ baseUrl }))).toBe(
      `GET /admin/batch-jobs: no connection to ${baseUrl} (wrong version number). What answers there is no https: does this port speak http?`,
    );
  });

  it.each([
    ["which hangs up", () => createTlsServer(CERTIFICATE)],
    [
      "which sends an alert",
      () =>
        createTcpServer((socket) => {
          socket
            .on("error", () => {})
            .once("data", () => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, 22])));
        }),
    ],
    [
      "which says so, as nginx",
      () =>
        createServer(
          answering(400, "<center>The plain HTTP request was sent to HTTPS port</center>"),
        ),
    ],
    [
      "which says so, as Go",
      () => createServer(answering(400, "Client sent an HTTP request to an HTTPS server.")),
    ],
  ])("http to a port that speaks https, %s", async (_, start) => {
    const port = await listen(start());
    expect(await said(client({ baseUrl: `http://127.0.0.1:${port}` }))).toMatch(
      new RegExp(`speaks? https.? Then it is https://127\\.0\\.0\\.1:${port}\\.$`),
    );
  });

  it("a certificate that nobody signed", async () => {
    const baseUrl = `https://127.0.0.1:${await listen(createTlsServer(CERTIFICATE))}`;
    expect(await said(client({ baseUrl }))).toMatch(
      /\(self-signed certificate\)\. This machine trusts nobody who signed the certificate: start Node with NODE_EXTRA_CA_CERTS=ca\.pem, or pass httpsAgent: new Agent\(\{ ca \}\)\.$/,
    );
  });

  it("a name that there is not", async () => {
    expect(await said(client({ baseUrl: "http://no-such-host.invalid" }))).toMatch(
      /no-such-host\.invalid\)\. No host of this name is known here\.$/,
    );
  });

  it("nobody there", async () => {
    const baseUrl = `http://127.0.0.1:${await freePort()}`;
    expect(await said(client({ baseUrl }))).toMatch(/Is the Medusa backend running there\?$/);
  });

  describe("a proxy that is not there is named, without its login", () => {
    const login = { username: "me", password: "secret of the proxy" };

    it.each(["http", "https"])("by the option proxy, to %s", async (scheme) => {
      const port = await freePort();
      const proxy = { host: "127.0.0.1", port, auth: login };
      const message = await said(client({ baseUrl: `${scheme}://shop.example`, proxy }));
      expect(message).toMatch(
        new RegExp(
          `no connection to ${scheme}://shop.example through the proxy http://127.0.0.1:${port} \\(`,
        ),
      );
      expect(message).toMatch(/Is the proxy running\? .* option proxy or of HTTP_PROXY .*NO_PROXY/);
      expect(message).not.toContain("secret");
    });

    it.each(["HTTP_PROXY", "http_proxy", "ALL_PROXY"])("by %s", async (name) => {
      const port = await freePort();
      vi.stubEnv(name, `http://me:se%2Fcret@127.0.0.1:${port}/`);
      const message = await said(client({ baseUrl: "http://shop.example" }));
      expect(message).toContain(`through the proxy http://127.0.0.1:${port}`);
      expect(message).not.toContain("cret");
    });

    it("but not where it is not gone through", async () => {
      vi.stubEnv("HTTP_PROXY", `http://127.0.0.1:${await freePort()}`);
      vi.stubEnv("NO_PROXY", "127.0.0.1");
      const baseUrl = `http://127.0.0.1:${await freePort()}`;
      expect(await said(client({ baseUrl }))).not.toContain("proxy");
      vi.unstubAllEnvs();
    });
  });

  it("a proxy that refuses to connect", async () => {
    const proxy = await ProxyServer.start(403);
    const { port } = proxy;
    const message = await said(
      client({ baseUrl: "https://shop.example", proxy: { host: "127.0.0.1", port } }),
    );
    expect(message).toContain(`through the proxy http://127.0.0.1:${port} (`);
    await proxy.close();
  });

  const NGINX_413 =
    "<html><head><title>413 Request Entity Too Large</title></head><center>nginx/1.24.0</center>";

  it("an upload that is too large for nginx", async () => {
    const port = await listen(createServer(answering(413, NGINX_413)));
    const medusa = client({ baseUrl: `http://127.0.0.1:${port}` });
    const file = new File(["Product Handle\r\n"], "products.csv");
    for (const upload of [
      (one: Medusa) => one.admin.uploads.create(file),
      (one: Medusa) => one.admin.batchJobs.importFile("Product Handle;Product Title\r\na;b\r\n"),
      (one: Medusa) => one.admin.batchJobs.create({ type: "product-export", context: {} }),
    ]) {
      expect(await said(medusa, upload)).toMatch(
        /: a proxy before Medusa takes no body of this size \(413\): raise its limit, in nginx client_max_body_size\.$/,
      );
    }
  });

  it.each([502, 503, 504])("a proxy that gets no answer of Medusa: %d", async (status) => {
    const port = await listen(createServer(answering(status, "<html>")));
    expect(await said(client({ baseUrl: `http://127.0.0.1:${port}` }))).toMatch(
      /as a proxy does when Medusa does not answer it\.$/,
    );
  });

  it.each([
    [400, "Wrong e-mail or password."],
    [401, "This Medusa has no getToken: it exists since Medusa 1.17. Use createSession."],
    [503, "Wrong e-mail or password (or a Medusa before 1.17, which has no getToken)."],
  ])("a login for a JWT that is refused, and one of nobody by %d", async (status, message) => {
    const statuses = [401, status];
    const bodies: string[] = [];
    const server = createServer(async (request, response) => {
      bodies.push(await text(request));
      response.writeHead(statuses.shift() ?? 500, { connection: "close" }).end();
    });
    const medusa = client({ baseUrl: `http://127.0.0.1:${await listen(server)}` });
    const login = { email: "me@shop.example", password: "wrong" };
    expect(await said(medusa, ({ admin }) => admin.auth.getToken(login))).toBe(message);
    expect(bodies).toEqual([JSON.stringify(login), "{}"]);
  });
});

// Agents are of axios's own adapter, also where all else is on undici.
describe("a certificate", () => {
  it("that is over", async () => {
    const port = await listen(createTlsServer({ ...CERTIFICATE, cert: EXPIRED }));
    const httpsAgent = new TlsAgent({ ca: EXPIRED });
    const baseUrl = `https://127.0.0.1:${port}`;
    expect(await said(new OnAxios({ baseUrl, httpsAgent, maxRetries: 0 }))).toMatch(
      /\(certificate has expired\)\. Renew the certificate there \(or set the clock here\)\.$/,
    );
  });

  it("for another name", async () => {
    const port = await listen(createTlsServer(CERTIFICATE));
    const httpsAgent = new TlsAgent({ ca: CERTIFICATE.cert, servername: "shop.example" });
    const baseUrl = `https://127.0.0.1:${port}`;
    expect(await said(new OnAxios({ baseUrl, httpsAgent, maxRetries: 0 }))).toMatch(
      /The certificate is for other names: use one of them in baseUrl\.$/,
    );
  });
});
