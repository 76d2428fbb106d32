import { type Config, Medusa } from "medusa-batch-jobs";
import { Agent } from "undici";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { undiciAdapter } from "../../src/undici/index.js";
import { CARRIERS } from "./adapters.js";
import { FaultServer } from "./fault-server.js";
import { MAX_RETRY_DELAY_MS } from "./play.js";
import { type Behaviour, ProxyServer } from "./proxy-server.js";
import { eventually, within } from "./support.js";
import { TlsServer } from "./tls-server.js";

const BOUND_MS = 10_000;
const AUTH = { username: "me", password: "secret of the proxy" };
const BASIC = `Basic ${Buffer.from("me:secret of the proxy").toString("base64")}`;
const VARIABLES = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"];

let secure: TlsServer;
let plain: FaultServer;
let proxy: ProxyServer;

beforeEach(async () => {
  for (const name of VARIABLES) {
    vi.stubEnv(name, undefined);
    vi.stubEnv(name.toLowerCase(), undefined);
  }
  vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
  [secure, plain, proxy] = await Promise.all([
    TlsServer.start(),
    FaultServer.start(),
    ProxyServer.start(),
  ]);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all([secure, plain, proxy].map((one) => one.close()));
});

async function behaves(behaviour: Behaviour): Promise<void> {
  await proxy.close();
  proxy = await ProxyServer.start(behaviour);
}

function create(config: Config): Promise<unknown> {
  const medusa = new Medusa({ maxRetryDelay: MAX_RETRY_DELAY_MS, timeout: BOUND_MS, ...config });
  const call = medusa.admin.batchJobs.create({ type: "product-export", context: {} });
  return within(BOUND_MS, call).then(
    () => "resolved",
    (error: unknown) => error,
  );
}

describe.each(CARRIERS)("on $name", ({ open }) => {
  let axiosAdapter: ReturnType<typeof open>;
  beforeEach(() => {
    axiosAdapter = open();
  });
  afterEach(() => axiosAdapter?.close());

  const viaProxy = (config: Config = {}) => {
    const { port } = proxy;
    return create({ axiosAdapter, proxy: { host: "127.0.0.1", port }, ...config });
  };

  it.each<Behaviour>([403, 407, 502, 503, "resets", "ends"])(
    "what goes to https is still here, and goes again, if CONNECT meets with: %s",
    async (behaviour) => {
      await behaves(behaviour);
      const error = await viaProxy({ baseUrl: secure.baseUrl });
      expect(error).toMatchObject({ name: "MedusaConnectionError", ambiguous: false });
      if (typeof behaviour === "number") expect(String(error)).toContain(String(behaviour));
      expect(proxy.asked.map(({ method }) => method)).toEqual(["CONNECT", "CONNECT", "CONNECT"]);
      expect(secure.connections).toBe(0);
    },
  );

  it("what goes to https is still here when the time is up, if the proxy is silent", async () => {
    await behaves("is silent");
    const error = await viaProxy({ baseUrl: secure.baseUrl, timeout: 300 });
    expect(error).toMatchObject({ name: "MedusaTimeoutError", ambiguous: false });
    expect(proxy.asked).toHaveLength(3);
    expect(secure.connections).toBe(0);
    await eventually(() => proxy.open === 0);
  });

  it("a proxy's login goes to the proxy alone, with CONNECT", async () => {
    const { port } = proxy;
    const config = { proxy: { host: "127.0.0.1", port, auth: AUTH }, baseUrl: secure.baseUrl };
    expect(await viaProxy(config)).toBe("resolved");
    expect(proxy.asked).toMatchObject([
      { method: "CONNECT", headers: { "proxy-authorization": BASIC } },
    ]);
    expect(secure.requests.map(({ headers }) => headers["proxy-authorization"])).toEqual([
      undefined,
    ]);
  });

  it("what goes to http is handed to the proxy, which need not allow CONNECT", async () => {
    const { port } = proxy;
    const config = { proxy: { host: "127.0.0.1", port, auth: AUTH }, baseUrl: plain.baseUrl };
    expect(await viaProxy(config)).toBe("resolved");
    expect(proxy.asked).toMatchObject([
      {
        method: "POST",
        url: `${plain.baseUrl}/admin/batch-jobs`,
        headers: { "proxy-authorization": BASIC },
      },
    ]);
    expect(plain.asked("create")).toBe(1);
  });

  it("what goes to http is still here if the proxy wants to know who asks", async () => {
    await behaves(407);
    expect(await viaProxy({ baseUrl: plain.baseUrl })).toMatchObject({ ambiguous: false });
    expect(plain.connections).toBe(0);
  });

  it("a proxy that is not there is no connection", async () => {
    const { port } = proxy;
    await proxy.close();
    const config = { proxy: { host: "127.0.0.1", port } };
    for (const { baseUrl } of [secure, plain]) {
      const error = await create({ axiosAdapter, baseUrl, ...config });
      expect(error).toMatchObject({ code: "ECONNREFUSED", ambiguous: false });
    }
    proxy = await ProxyServer.start();
  });

  describe("of the environment's variables", () => {
    const direct = async (target: { baseUrl: string }, config: Config = {}) => {
      expect(await create({ axiosAdapter, baseUrl: target.baseUrl, ...config })).toBe("resolved");
      return proxy.asked.length;
    };

    it.each(["HTTP_PROXY", "http_proxy", "ALL_PROXY"])("%s counts for http", async (name) => {
      vi.stubEnv(name, proxy.url);
      expect(await direct(plain)).toBe(1);
    });

    it.each(["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])("%s counts for https", async (name) => {
      vi.stubEnv(name, proxy.url);
      expect(await direct(secure)).toBe(1);
    });

    it("HTTP_PROXY does not count for https", async () => {
      vi.stubEnv("HTTP_PROXY", proxy.url);
      expect(await direct(secure)).toBe(0);
    });

    it("NO_PROXY is an exception", async () => {
      vi.stubEnv("HTTP_PROXY", proxy.url);
      vi.stubEnv("NO_PROXY", "elsewhere.example,127.0.0.1");
      expect(await direct(plain)).toBe(0);
    });

    it("none counts with proxy: false", async () => {
      vi.stubEnv("HTTP_PROXY", proxy.url);
      expect(await direct(plain, { proxy: false })).toBe(0);
    });

    it("the login in one goes to the proxy", async () => {
      vi.stubEnv("HTTPS_PROXY", proxy.url.replace("//", "//me:secret@"));
      expect(await direct(secure)).toBe(1);
      const login = `Basic ${Buffer.from("me:secret").toString("base64")}`;
      expect(proxy.asked).toMatchObject([{ headers: { "proxy-authorization": login } }]);
    });
  });
});

it("undici: a dispatcher of the caller's own wins", async () => {
  vi.stubEnv("HTTP_PROXY", proxy.url);
  const dispatcher = new Agent();
  const axiosAdapter = undiciAdapter({ dispatcher });
  const { port } = proxy;
  const config = { axiosAdapter, proxy: { host: "127.0.0.1", port }, baseUrl: plain.baseUrl };
  expect(await create(config)).toBe("resolved");
  expect(proxy.asked).toEqual([]);
  await dispatcher.close();
});

it("undici: a proxy that dies in CONNECT is asked once an attempt, and fails at once", async () => {
  await behaves("ends");
  const axiosAdapter = undiciAdapter();
  const { port } = proxy;
  const error = await create({
    axiosAdapter,
    baseUrl: secure.baseUrl,
    proxy: { host: "127.0.0.1", port },
  });
  expect(error).toMatchObject({ name: "MedusaConnectionError", code: "ECONNRESET" });
  expect(proxy.asked).toHaveLength(3);
  await axiosAdapter.close();
});
