import { isMedusaError, Medusa, type RetryEvent } from "medusa-batch-jobs";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { FaultServer, type Script, startTrap } from "./fault-server.js";
import { allFaults, type Fault, type Late } from "./faults.js";
import { lateFaults } from "./late-faults.js";
import { METHODS } from "./methods.js";
import { describeError, MAX_RETRY_DELAY_MS } from "./play.js";
import { within } from "./support.js";
import { reportTally, tally } from "./tally.js";
import { API_KEY, LOGIN } from "./tiny-medusa.js";

const BOUND_MS = 15_000;
const CREATE = { type: "product-export", context: {} };
const KEY = { idempotencyKey: "the-key" };

const trap = await startTrap();
const FAULTS = allFaults(trap.baseUrl);
const servers: FaultServer[] = [];

reportTally();
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));
afterAll(() => trap.close());

describe("nobody listens", () => {
  const cases = METHODS.flatMap(({ name }) => [0, 2].map((retries) => [name, retries] as const));

  it.each(cases)("%s: fails unambiguously after %d retries", async (name, retries) => {
    tally.combinations += 1;
    const events: RetryEvent[] = [];
    const medusa = new Medusa({
      baseUrl: `http://127.0.0.1:${await closedPort()}`,
      maxRetries: retries,
      maxRetryDelay: MAX_RETRY_DELAY_MS,
      onRetry: (event) => events.push(event),
    });
    const method = METHODS.find((one) => one.name === name) ?? expect.unreachable();
    const error = await failure(method.call(medusa, "batch_01", {}));
    expect(describeError(error)).toEqual({ error: "MedusaConnectionError", ambiguous: false });
    expect(error).toMatchObject({ code: "ECONNREFUSED" });
    expect(events.map(({ attempt }) => attempt)).toEqual([1, 2].slice(0, retries));
  });

  it.each(METHODS.map(({ name }) => name))("%s: is sent once the server is up", async (name) => {
    tally.combinations += 1;
    const port = await closedPort();
    let starting: Promise<FaultServer> | undefined;
    const medusa = new Medusa({
      baseUrl: `http://127.0.0.1:${port}`,
      apiKey: API_KEY,
      maxRetries: 50,
      maxRetryDelay: MAX_RETRY_DELAY_MS,
      onRetry: () => {
        starting ??= start({}, port);
      },
    });
    const method = METHODS.find(({ name: other }) => other === name) ?? expect.unreachable();
    const isOnJob = method.name.match(/retrieve|confirm|cancel/);
    const error = await method.call(medusa, "batch_000001", {}).catch((thrown) => thrown);
    const server = (await starting) ?? expect.unreachable();
    expect(server.asked(method.operation)).toBe(1);
    // A server that has just been started has no job yet.
    if (isOnJob) expect(error).toMatchObject({ status: 404 });
    else expect(server.medusa.acted(method.operation)).toBe(1);
  });
});

describe("a lost answer, then an error", () => {
  it.each(["uploads.create", "uploads.delete", "custom.delete", "auth.deleteSession"])(
    "%s: is ambiguous although the last attempt was refused, since the first was done",
    async (name) => {
      const server = await start({ faults: [named("reset, acted"), named("500")] });
      const method = METHODS.find((one) => one.name === name) ?? expect.unreachable();
      const error = await failure(method.call(client(server), "", {}));
      expect(server.medusa.acted(method.operation)).toBe(1);
      expect(describeError(error)).toMatchObject({ status: 500, ambiguous: true });
    },
  );

  it("create with a key: finds the job although the first look for it is refused", async () => {
    const faults = [named("reset, acted"), named("503"), named("409")];
    const server = await start({ faults, after: 1 });
    const { batch_job } = await client(server).admin.batchJobs.create(CREATE, {}, KEY);
    expect([...server.medusa.jobs.keys()]).toEqual([batch_job.id]);
    // The first one came before it.
    expect([server.asked("create"), server.asked("list")]).toEqual([1, 1 + 3]);
  });

  it("create with a key: is ambiguous at once if looking for the job is refused", async () => {
    const faults = [named("reset, acted"), named("401"), named("401")];
    const server = await start({ faults, after: 1 });
    const error = await failure(client(server).admin.batchJobs.create(CREATE, {}, KEY));
    expect(describeError(error)).toMatchObject({ error: "MedusaConnectionError", ambiguous: true });
    // The last one asks whether the API token goes in another header.
    expect(server.connections).toBe(1 + 2 + 1);
  });

  it("create with a key: takes no job of another key, and looks through all pages for its own", async () => {
    const server = await start();
    const { admin } = client(server, { timeout: 500 });
    for (let i = 0; i < 105; i += 1) {
      await admin.batchJobs.create(CREATE, {}, { idempotencyKey: `other-${i}` });
    }
    const faults = [named("closed, acted"), named("closed, not acted")];
    server.chooseFault = (operation) => (operation === "create" ? faults.shift() : undefined);
    const { batch_job } = await admin.batchJobs.create(CREATE, {}, KEY);
    expect(batch_job.context).toMatchObject({ idempotency_key: KEY.idempotencyKey });
    const other = { idempotencyKey: "the-other-key" };
    const error = await failure(admin.batchJobs.create(CREATE, {}, other));
    expect(describeError(error)).toMatchObject({ ambiguous: true });
    expect(server.medusa.jobs.size).toBe(106);
    expect(server.asked("create")).toBe(105 + 2);
  });
});

describe("confirm", () => {
  it("that two callers ask for at once is one request", async () => {
    const server = await start({ faults: [named("reset, acted")] });
    const { admin } = client(server);
    const { id } = server.medusa.addPreparedJob();
    const [one, two] = await Promise.all([
      admin.batchJobs.confirm(id),
      admin.batchJobs.confirm(id),
    ]);
    expect(one).toEqual(two);
    expect(server.asked("confirm")).toBe(1);
  });

  it("that the first of two callers aborts after the server did it, is done for the second", async () => {
    const server = await start({ faults: [named("silence, acted")] });
    const { admin } = client(server, { timeout: 500 });
    const { id } = server.medusa.addPreparedJob();
    const controller = new AbortController();
    const { signal } = controller;
    const first = failure(admin.batchJobs.confirm(id, {}, { signal }));
    const second = admin.batchJobs.confirm(id);
    server.onArrival = () => setImmediate(() => controller.abort(new Error("enough")));
    expect(await first).toBe(signal.reason);
    const { batch_job } = await within(BOUND_MS, second);
    expect(batch_job.status).toBe("confirmed");
    expect(server.asked("confirm")).toBe(1);
  });

  it("that a caller waits for ends for that caller by its own abort alone", async () => {
    const server = await start({ faults: [named("silence, acted")] });
    const { admin } = client(server);
    const { id } = server.medusa.addPreparedJob();
    const controllers = [new AbortController(), new AbortController()] as const;
    const [first, second] = controllers.map(({ signal }) =>
      failure(admin.batchJobs.confirm(id, {}, { signal })),
    );
    controllers[1].abort(new Error("second"));
    expect(await second).toBe(controllers[1].signal.reason);
    controllers[0].abort(new Error("first"));
    expect(await first).toBe(controllers[0].signal.reason);
  });
});

describe("cancel", () => {
  it("reads the job again within the client's own timeout, not the five minutes of a cancel", async () => {
    const server = await start({
      faults: [named("reset, acted"), named("silence, not acted")],
      afterwards: "repeat",
    });
    const { admin } = client(server, { timeout: 100 });
    const { id } = server.medusa.addPreparedJob();
    const error = await failure(admin.batchJobs.cancel(id));
    expect(describeError(error)).toMatchObject({ error: "MedusaConnectionError", ambiguous: true });
  });
});

describe("cancel, lost and then refused", () => {
  const lost = (late: Late) => lateFaults().find((one) => one.late === late && !one.silent);

  it("is found to be done although the server did it after the first look", async () => {
    const server = await start();
    const { id } = server.medusa.addPreparedJob();
    const faults = [lost("after the next request"), named("503"), named("503")];
    server.chooseFault = (operation) => (operation === "cancel" ? faults.shift() : undefined);
    const { batch_job } = await client(server, { timeout: 500 }).admin.batchJobs.cancel(id);
    expect(batch_job.canceled_at).not.toBeNull();
    expect(server.asked("cancel")).toBe(2);
  });

  it("is ambiguous: the first one may be on its way yet", async () => {
    const server = await start();
    const { id } = server.medusa.addPreparedJob();
    const faults = [named("reset, not acted"), named("503"), named("503")];
    server.chooseFault = (operation) => (operation === "cancel" ? faults.shift() : undefined);
    const error = await failure(client(server).admin.batchJobs.cancel(id));
    expect(describeError(error)).toMatchObject({ status: 503, ambiguous: true });
  });
});

describe("logout", () => {
  it("whose answer was lost is a logout: the session that it ended is not sent any more", async () => {
    const server = await start();
    const { admin } = client(server, { apiKey: undefined });
    await admin.auth.createSession(LOGIN);
    server.chooseFault = logoutThatIsLost();
    await within(BOUND_MS, admin.auth.deleteSession());
    await admin.custom.get("/shop").catch(() => {});
    expect(server.requests.at(-1)?.headers.cookie).toBeUndefined();
  });
});

function start(script: Script = {}, port = 0): Promise<FaultServer> {
  return FaultServer.start(script, port).then((server) => {
    servers.push(server);
    return server;
  });
}

function client({ baseUrl }: FaultServer, config: ConstructorParameters<typeof Medusa>[0] = {}) {
  return new Medusa({ baseUrl, apiKey: API_KEY, maxRetryDelay: MAX_RETRY_DELAY_MS, ...config });
}

function named(name: string): Fault {
  return FAULTS.find((fault) => fault.name === name) ?? expect.unreachable(`no fault ${name}`);
}

/** What a call rejects with, in bounded time. */
async function failure(call: Promise<object>): Promise<unknown> {
  const error = await within(BOUND_MS, call).catch((thrown: unknown) => thrown);
  if (!isMedusaError(error) && !(error instanceof Error)) expect.unreachable("It resolved.");
  return error;
}

/** A port where nobody listens: it was just given back. */
async function closedPort(): Promise<number> {
  const server = await FaultServer.start();
  const { port } = server;
  await server.close();
  return port;
}

/** The first logout is done and its answer lost; the second finds nobody logged in, as on Medusa. */
function logoutThatIsLost(): FaultServer["chooseFault"] {
  const faults = [named("reset, acted"), named("401")];
  return (operation) => (operation === "logout" ? faults.shift() : undefined);
}
