import { inspect } from "node:util";
import { type Config, Medusa, type RetryEvent } from "medusa-batch-jobs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FaultServer, startTrap } from "./fault-server.js";
import { allFaults, type Fault, fault } from "./faults.js";
import { METHODS } from "./methods.js";
import { inLanes, within } from "./support.js";
import { reportTally, tally } from "./tally.js";
import { API_KEY, JWT, json, LOGIN, SESSION, type WireRequest } from "./tiny-medusa.js";
import { head, writeAnswer } from "./wire.js";

const LANES = 32;
const LIMIT_MS = 120_000;
/** One of each kind. */
const CALLED = METHODS.filter(({ name }) =>
  /^(?:batchJobs.create with a key|batchJobs.list|auth.createSession|auth.getToken|uploads.delete)$/.test(
    name,
  ),
);
const OWN_TOKEN = "token-of-an-own-header";
const PUBLISHABLE_KEY = "pk_of-the-tests";
/** What a login answers with, whether or not the client logs in with it. */
const GIVEN_OUT = [API_KEY, JWT];

/** A way to log in, and what it must not disclose. */
interface Login {
  name: string;
  config: Config;
  secrets: string[];
  logIn?: (medusa: Medusa) => Promise<object>;
}

const LOGINS: Login[] = [
  { name: "API token", config: { apiKey: API_KEY }, secrets: [API_KEY] },
  {
    name: "API token as Bearer",
    config: { apiKey: API_KEY, apiKeyHeader: "authorization" },
    secrets: [API_KEY],
  },
  {
    name: "JWT",
    config: {},
    secrets: [JWT, LOGIN.password],
    logIn: ({ admin }) => admin.auth.getToken(LOGIN),
  },
  {
    name: "session cookie",
    config: {},
    secrets: [SESSION, decodeURIComponent(SESSION), LOGIN.password, API_KEY],
    logIn: ({ admin }) => admin.auth.createSession(LOGIN),
  },
  {
    name: "all at once",
    config: { apiKey: API_KEY, publishableApiKey: PUBLISHABLE_KEY },
    secrets: [API_KEY, JWT, SESSION, LOGIN.password],
    logIn: async ({ admin }) => [
      await admin.auth.createSession(LOGIN),
      await admin.auth.getToken(LOGIN),
    ],
  },
  {
    name: "own Authorization header",
    config: { customHeaders: { Authorization: `Bearer ${OWN_TOKEN}` } },
    secrets: [OWN_TOKEN],
  },
  {
    name: "own Basic header",
    config: { customHeaders: { authorization: "Basic dXNlcjpwYXNzd29yZA==" } },
    secrets: ["dXNlcjpwYXNzd29yZA=="],
  },
  {
    name: "own Cookie header",
    config: { customHeaders: { Cookie: `connect.sid=${OWN_TOKEN}` } },
    secrets: [OWN_TOKEN],
  },
  {
    name: "own x-medusa-access-token",
    config: { customHeaders: { "X-Medusa-Access-Token": OWN_TOKEN } },
    secrets: [OWN_TOKEN],
  },
];

/** What a careless server says of a request: everything. */
function gossip({ headers, body }: WireRequest): Record<string, string> {
  const { cookie = "", authorization = "" } = headers;
  const token = headers["x-medusa-access-token"] ?? "";
  return { cookie, authorization, token, body, session: cookie.replace("connect.sid=", "") };
}

function echo(name: string, play: Fault["play"]): Fault {
  return fault({ name, meaning: "final", play });
}

/** A server that answers with the credentials that it gives out, but not as it should. */
function broken(name: string, status: number, change: (body: string) => string): Fault {
  return fault({
    name,
    meaning: "final",
    acts: true,
    play: (socket, answer) => writeAnswer(socket, { ...answer, status, body: change(answer.body) }),
  });
}

/** Servers that send a request's credentials back. */
const ECHOES: Fault[] = [
  ...[200, 302, 400, 401, 403, 404, 422, 429, 500, 502].map((status) =>
    echo(`${status} with the credentials in its text`, (socket, _answer, request) =>
      writeAnswer(socket, {
        status,
        headers: { "content-type": "text/plain" },
        body: inspect(gossip(request)),
      }),
    ),
  ),
  ...[200, 400, 401, 503].map((status) =>
    echo(`${status} with the credentials in its JSON`, (socket, _answer, request) =>
      writeAnswer(
        socket,
        json(status, [{ message: inspect(gossip(request)), request: gossip(request) }]),
      ),
    ),
  ),
  echo("400 with the credentials in its message", (socket, _answer, request) =>
    writeAnswer(
      socket,
      json(400, { type: "invalid_data", message: `You sent ${inspect(gossip(request))}` }),
    ),
  ),
  echo("400 with the cookie's value, which is then renewed", (socket, _answer, request) =>
    writeAnswer(
      socket,
      json(
        400,
        { message: gossip(request).session },
        { "set-cookie": "connect.sid=renewed; Path=/" },
      ),
    ),
  ),
  echo("400 with the decoded cookie", (socket, _answer, request) =>
    writeAnswer(socket, json(400, { message: decodeURIComponent(gossip(request).session ?? "") })),
  ),
  echo("503 with the credentials in its status line", (socket, _answer, request) =>
    socket.end(head({ status: 503, headers: {}, body: "" }, oneLine(gossip(request)))),
  ),
  echo("400 with the credentials in its headers", (socket, _answer, request) =>
    writeAnswer(socket, {
      status: 400,
      headers: { "x-debug": oneLine(gossip(request)) },
      body: "",
    }),
  ),
  ...[200, 400].map((status) =>
    echo(`${status} with the credentials in its content type`, (socket, _answer, request) =>
      writeAnswer(socket, {
        status,
        headers: { "content-type": `text/html; echo=${oneLine(gossip(request))}` },
        body: "<html>",
      }),
    ),
  ),
  ...[200, 500].flatMap((status) => [
    broken(`${status} that is cut off`, status, (body) => body.slice(0, -1)),
    broken(`${status} with garbage behind`, status, (body) => `${body}<!-- 12 ms -->`),
    broken(`${status} with a prefix against inclusion`, status, (body) => `)]}'\n${body}`),
    broken(`${status} of JSON in a string`, status, (body) => JSON.stringify(body)),
    broken(`${status} of JSON in JSON in a string`, status, (body) =>
      JSON.stringify({ message: JSON.stringify({ body }) }),
    ),
  ]),
  broken("500 of 20 000 levels", 500, (body) => {
    const levels = 20_000;
    return `[${'{"a":'.repeat(levels)}${body}${"}".repeat(levels)}]`;
  }),
  echo("302 with the credentials in its target", (socket, _answer, { headers }) => {
    const token = headers["x-medusa-access-token"] ?? headers.authorization ?? "";
    const location = `http://127.0.0.1:1/${token}/login?cookie=${headers.cookie}`;
    writeAnswer(socket, { status: 302, headers: { location }, body: "" });
  }),
];

function oneLine(credentials: Record<string, string>): string {
  return Object.values(credentials)
    .join(" ")
    .replaceAll(/[\r\n]/g, " ");
}

const trap = await startTrap();
/** What the server has done before it fails makes no difference here. */
const QUIET_FAULTS = allFaults(trap.baseUrl).filter(
  ({ name, heavy, silent, acts }) => name === "silence, not acted" || !(heavy || silent || acts),
);
const FAULTS = [...QUIET_FAULTS, ...ECHOES];
const GOOD_BEHAVIOUR = fault({
  name: "good behaviour",
  meaning: "harmless",
  acts: true,
  play: writeAnswer,
});
const ROUNDS = LOGINS.flatMap((login) =>
  [GOOD_BEHAVIOUR, ...FAULTS].map((fault) => ({ login, fault })),
);

let disclosures: Map<(typeof ROUNDS)[number], string[]>;

reportTally();
beforeAll(async () => {
  tally.combinations += ROUNDS.length * CALLED.length;
  disclosures = await inLanes(LANES, ROUNDS, findDisclosures);
}, LIMIT_MS);
afterAll(() => trap.close());

describe.each(LOGINS.map(({ name }) => name))("%s", (name) => {
  it.each([GOOD_BEHAVIOUR, ...FAULTS].map((fault) => fault.name))(
    "is not disclosed by errors, results, events or the client after %s",
    (faultName) => {
      const round = ROUNDS.find(
        ({ login, fault }) => login.name === name && fault.name === faultName,
      );
      expect(round && disclosures.get(round)).toEqual([]);
    },
  );
});

it("a password that JSON writes differently is not disclosed either", async () => {
  const password = 'a "quoted\\ password';
  const echoing = echo("400", (socket, _answer, { body }) =>
    writeAnswer(socket, json(400, { message: body, request: JSON.parse(body) })),
  );
  const server = await FaultServer.start({ faults: [echoing] });
  const { admin } = new Medusa({ baseUrl: server.baseUrl });
  const error: unknown = await admin.auth
    .getToken({ ...LOGIN, password })
    .catch((thrown) => thrown);
  await server.close();
  const inJson = JSON.stringify(password).slice(1, -1);
  const inJsonTwice = JSON.stringify(inJson).slice(1, -1);
  expect(disclosedBy(error, [password, inJson, inJsonTwice])).toEqual([]);
});

describe("a proxy that echoes", () => {
  const auth = { username: "jürgen", password: "the-password-of-the-proxy" };
  const pair = `${auth.username}:${auth.password}`;
  const base64 = Buffer.from(pair).toString("base64");

  it.each([407, 502])("its own credentials with %i discloses none", async (status) => {
    const server = await FaultServer.start({
      afterwards: "repeat",
      faults: [
        echo(`${status}`, (socket, _answer, { headers }) =>
          writeAnswer(socket, {
            status,
            headers: { "x-debug": headers["proxy-authorization"] ?? "" },
            body: inspect({ headers, pair, password: auth.password }),
          }),
        ),
      ],
    });
    const proxy = { protocol: "http" as const, host: "127.0.0.1", port: server.port, auth };
    const { admin } = new Medusa({ baseUrl: "http://medusa.invalid", proxy, maxRetries: 0 });
    const error: unknown = await admin.batchJobs.list().catch((thrown) => thrown);
    await server.close();
    expect(server.requests[0]?.headers).toMatchObject({ "proxy-authorization": `Basic ${base64}` });
    // undici takes a 407 for an error of its own, without an answer.
    expect(error).toMatchObject({ message: expect.stringContaining(String(status)) });
    expect(disclosedBy(error, [auth.password, base64])).toEqual([]);
  });
});

it("a file server that echoes the headers of a download discloses none of them", async () => {
  const own = { authorization: `Bearer ${OWN_TOKEN}`, cookie: `connect.sid=${OWN_TOKEN}-2` };
  const server = await FaultServer.start();
  const download_url = `${server.baseUrl}/uploads/x.csv`;
  const completed_at = new Date().toISOString();
  const batch_job = { id: "batch_1", completed_at, result: { file_key: "x.csv" } };
  server.chooseFault = (operation) =>
    echo("the file", (socket, _answer, { path, headers }) => {
      if (operation === "create") return writeAnswer(socket, json(201, { batch_job }));
      if (operation === "download url") return writeAnswer(socket, json(200, { download_url }));
      expect(path).toBe("/uploads/x.csv");
      const debug = oneLine({ ...headers });
      socket.end(head({ status: 401, headers: { "x-debug": debug }, body: "" }, debug));
    });
  const medusa = new Medusa({ baseUrl: server.baseUrl, customHeaders: own });
  const file = await medusa.admin.batchJobs.exportFile();
  const error: unknown = await file.text().catch((thrown) => thrown);
  await server.close();
  expect(error).toMatchObject({
    status: 401,
    response: { headers: { "x-debug": expect.stringContaining("[redacted]") } },
  });
  expect(disclosedBy(error, [OWN_TOKEN])).toEqual([]);
});

it("what an adapter of the user's throws is free of them, too", async () => {
  const medusa = new Medusa({
    apiKey: API_KEY,
    maxRetries: 1,
    maxRetryDelay: 5,
    onRetry: (event) => events.push(event),
    axiosAdapter: async ({ headers }) => {
      throw new Error(`Bad headers: ${JSON.stringify(headers)}`);
    },
  });
  const events: RetryEvent[] = [];
  const error: unknown = await medusa.admin.batchJobs.list().catch((thrown) => thrown);
  expect(error).toMatchObject({ name: "MedusaConnectionError" });
  expect(events).toHaveLength(1);
  expect([error, ...events].flatMap((value) => disclosedBy(value, [API_KEY]))).toEqual([]);
});

it.each<[string, (medusa: Medusa) => Promise<unknown>]>([
  ["/..%2f..%2fsecret/x", ({ admin }) => admin.custom.get("/..%2f..%2fsecret/x")],
  [
    "/x/..%2F..%2F..%2Fsecret",
    ({ admin }) => admin.custom.post(`/x/${encodeURIComponent("../../../secret")}`),
  ],
  ["/%252e%252e/x", ({ client }) => client.request("GET", "/%252e%252e/x")],
  ["/..;/x", ({ admin }) => admin.custom.delete("/..;/x")],
  [
    "a timeout among the headers",
    ({ admin }) => admin.batchJobs.list({}, Object({ timeout: 1, "x-shop": "north" })),
  ],
  [
    "an option of a custom call among them",
    ({ admin }) => admin.custom.get("/x", {}, {}, Object({ signal: "x" })),
  ],
])("nothing is sent for %s, least of all a token", async (_, call) => {
  const server = await FaultServer.start();
  const medusa = new Medusa({ baseUrl: `${server.baseUrl}/medusa`, apiKey: API_KEY });
  await expect(call(medusa)).rejects.toMatchObject({ code: "invalid_argument" });
  await server.close();
  expect(server.connections).toBe(0);
});

/** Calls the methods of a client that is logged in, and looks at everything that comes out of it. */
async function findDisclosures({ login, fault }: (typeof ROUNDS)[number]): Promise<string[]> {
  const server = await FaultServer.start();
  const events: RetryEvent[] = [];
  const medusa = new Medusa({
    baseUrl: server.baseUrl,
    maxRetries: 1,
    maxRetryDelay: 5,
    onRetry: (event) => events.push(event),
    ...login.config,
  });
  try {
    const seen: unknown[] = [await login.logIn?.(medusa)];
    server.chooseFault = () => (fault.unread ? undefined : fault);
    const options = fault.silent ? { timeout: 200 } : {};
    for (const { call } of CALLED) {
      const { id } = server.medusa.addPreparedJob();
      seen.push(await within(10_000, call(medusa, id, options)).catch((error: unknown) => error));
    }
    const secrets = [...new Set([...login.secrets, ...GIVEN_OUT])];
    const found = [...seen, ...events, medusa].flatMap((value) => disclosedBy(value, secrets));
    return [...new Set(found)];
  } finally {
    await server.close();
  }
}

/** Where each secret appears in what a program would print or log of a value. */
function disclosedBy(value: unknown, secrets: readonly string[]): string[] {
  const kind = value instanceof Error ? value.name : typeof value;
  return Object.entries(printed(value)).flatMap(([where, text]) =>
    secrets
      .filter((secret) => text.includes(secret))
      .map((secret) => `${kind}: ${secret} in ${where}`),
  );
}

function printed(value: unknown): Record<string, string> {
  const error = value instanceof Error ? value : undefined;
  return {
    inspect: inspect(value, { depth: null, showHidden: false, maxStringLength: null }),
    JSON: toJson(value),
    String: String(value),
    stack: error?.stack ?? "",
    message: error?.message ?? "",
    cause: inspect(error?.cause, { depth: null }),
  };
}

/** What cannot be written as JSON is shown by its inner life instead: it holds what it must not. */
function toJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return inspect(value, { depth: null, showHidden: true });
  }
}
