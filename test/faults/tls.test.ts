import type { Socket } from "node:net";
import axios from "axios";
import { Medusa } from "medusa-batch-jobs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CARRIERS } from "./adapters.js";
import { MAX_RETRY_DELAY_MS } from "./play.js";
import { within } from "./support.js";
import { TlsServer, type WireFault } from "./tls-server.js";

const BOUND_MS = 10_000;
const PAYLOAD = { type: "product-export", context: {} };

/** A record that is not encrypted. */
const record = (type: number, content: number[]) =>
  Buffer.from([type, 3, 3, 0, content.length, ...content]);

/** The request is with the server, which acts; its answer is spoilt. */
const SPOILT: WireFault[] = [
  {
    name: "plaintext in place of a record",
    spoil: (client) => client.write("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n"),
  },
  { name: "a record with a bad MAC", spoil: (client, answer) => client.write(flipped(answer)) },
  {
    name: "a fatal alert that nobody encrypted",
    spoil: (client) => client.write(record(21, [2, 40])),
  },
  { name: "a record of an unknown type", spoil: (client) => client.write(record(99, [0])) },
  { name: "a reset", spoil: (client) => client.resetAndDestroy() },
  { name: "an end without close_notify", spoil: (client) => client.end() },
];

const SENT = (["TLSv1.2", "TLSv1.3"] as const).flatMap((maxVersion) =>
  SPOILT.map((fault) => ({ ...fault, name: `${fault.name}, ${maxVersion}`, tls: { maxVersion } })),
);

const onHello = (act: (client: Socket) => void) => ({
  greet: (client: Socket) => {
    client.once("data", () => act(client));
  },
});

/** The handshake never ends: nothing of the request can have left. */
const UNSENT: WireFault[] = [
  { name: "a reset in answer to the hello", ...onHello((client) => client.resetAndDestroy()) },
  { name: "an end in answer to the hello", ...onHello((client) => client.end()) },
  { name: "a hangup before the hello", greet: (client) => client.destroy() },
  {
    name: "an alert in answer to the hello",
    ...onHello((client) => client.end(record(21, [2, 40]))),
  },
  {
    name: "an http server",
    ...onHello((client) => client.end("HTTP/1.1 400 Bad Request\r\n\r\n")),
  },
  {
    name: "a protocol version that nobody speaks",
    tls: { minVersion: "TLSv1.1", maxVersion: "TLSv1.1" },
  },
];

/** Behind the five bytes of the record's head. */
function flipped(answer: Buffer): Buffer {
  const spoilt = Buffer.from(answer);
  spoilt.writeUInt8(spoilt.readUInt8(8) ^ 0xff, 8);
  return spoilt;
}

let server: TlsServer;

afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

describe.each(CARRIERS)("on $name", ({ open }) => {
  let adapter: ReturnType<typeof open>;
  beforeEach(() => {
    adapter = open();
  });
  afterEach(() => adapter?.close());

  function create(timeout = BOUND_MS): Promise<unknown> {
    const limits = { maxRetryDelay: MAX_RETRY_DELAY_MS, maxRetries: 2, timeout };
    const medusa = new Medusa({ baseUrl: server.baseUrl, axiosAdapter: adapter, ...limits });
    const call = medusa.admin.batchJobs.create(PAYLOAD);
    return within(BOUND_MS, call).then(
      () => "resolved",
      (error: unknown) => error,
    );
  }

  describe("a request is sent once if its answer is lost to", () => {
    beforeEach(() => vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0"));

    it.each(SENT)("$name", async (fault) => {
      server = await TlsServer.start(fault);
      expect(await create()).toMatchObject({ name: "MedusaConnectionError", ambiguous: true });
      expect([server.requests.length, server.medusa.acted("create")]).toEqual([1, 1]);
    });
  });

  describe("a request is still here, and sent again, after", () => {
    beforeEach(() => vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0"));

    it.each(UNSENT)("$name", async (fault) => {
      server = await TlsServer.start(fault);
      expect(await create()).toMatchObject({ name: "MedusaConnectionError", ambiguous: false });
      expect([server.requests.length, server.connections]).toEqual([0, 3]);
    });
  });

  it("a handshake without end is a timeout, and the request is still here", async () => {
    server = await TlsServer.start({ name: "silence", greet: () => {} });
    expect(await create(100)).toMatchObject({
      name: "MedusaTimeoutError",
      message: expect.stringMatching(/no connection to https:.* within 100 ms/),
      ambiguous: false,
    });
    expect([server.requests.length, server.connections]).toEqual([0, 3]);
  });

  it.each(["TLSv1.2", "TLSv1.3"] as const)(
    "nothing is sent to a server that is not trusted (%s)",
    async (maxVersion) => {
      server = await TlsServer.start({ name: "none", tls: { maxVersion } });
      expect(await create()).toMatchObject({
        code: "DEPTH_ZERO_SELF_SIGNED_CERT",
        ambiguous: false,
      });
      expect([server.requests.length, server.connections]).toEqual([0, 3]);
    },
  );

  it("a server that is trusted gets the request once", async () => {
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    server = await TlsServer.start();
    expect(await create()).toBe("resolved");
    expect(server.requests).toHaveLength(1);
  });
});

describe("on an adapter of the caller's own, which tells nothing", () => {
  const own = axios.getAdapter("http");
  const unsent = (name: string) => UNSENT.find((fault) => fault.name === name);
  const create = () => {
    const { baseUrl } = server;
    const medusa = new Medusa({ baseUrl, axiosAdapter: own, maxRetryDelay: MAX_RETRY_DELAY_MS });
    return within(BOUND_MS, medusa.admin.batchJobs.create(PAYLOAD)).catch((error) => error);
  };
  beforeEach(() => vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0"));

  it.each(SENT)("a request is sent once if its answer is lost to $name", async (fault) => {
    server = await TlsServer.start(fault);
    expect(await create()).toMatchObject({ name: "MedusaConnectionError", ambiguous: true });
    expect(server.requests).toHaveLength(1);
  });

  it("a request is sent again after what surely never was a connection", async () => {
    server = await TlsServer.start(unsent("an end in answer to the hello"));
    expect(await create()).toMatchObject({ name: "MedusaConnectionError", ambiguous: false });
    expect([server.requests.length, server.connections]).toEqual([0, 3]);
  });

  it("and is not if there is a doubt", async () => {
    server = await TlsServer.start(unsent("an http server"));
    expect(await create()).toMatchObject({ name: "MedusaConnectionError", ambiguous: true });
    expect(server.connections).toBe(1);
  });
});
