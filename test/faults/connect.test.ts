import { Agent } from "node:http";
import { type Config, Medusa } from "medusa-batch-jobs";
import { afterEach, describe, expect, it } from "vitest";
import { undiciAdapter } from "../../src/undici/index.js";
import { CARRIERS } from "./adapters.js";
import { DeafServer } from "./deaf-server.js";
import { FaultServer } from "./fault-server.js";
import { allFaults } from "./faults.js";
import { MAX_RETRY_DELAY_MS } from "./play.js";
import { eventually, within } from "./support.js";

const BOUND_MS = 10_000;
const TIMEOUT_MS = 300;
const CREATE = { type: "product-export", context: {} };

const closing: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((one) => one.close()));
});

function closed<T extends { close(): Promise<void> } | undefined>(one: T): T {
  if (one !== undefined) closing.push(one);
  return one;
}

function create(config: Config, payload = CREATE): Promise<unknown> {
  const medusa = new Medusa({ maxRetryDelay: MAX_RETRY_DELAY_MS, timeout: TIMEOUT_MS, ...config });
  return within(BOUND_MS, medusa.admin.batchJobs.create(payload)).then(
    () => "resolved",
    (error: unknown) => error,
  );
}

describe.each(CARRIERS)("on $name, a request is still here when the time is up", ({ open }) => {
  it("while its connection is neither made nor refused", async () => {
    const server = closed(await DeafServer.start());
    const axiosAdapter = closed(open());
    const error = await create({ axiosAdapter, baseUrl: `http://127.0.0.1:${server.port}` });
    expect(error).toMatchObject({
      name: "MedusaTimeoutError",
      message: expect.stringContaining(`no connection to http://127.0.0.1:${server.port} within`),
      ambiguous: false,
    });
  });
});

describe.each([
  {
    name: "the agent, on axios's http adapter",
    config: () => ({ axiosAdapter: undefined, httpAgent: new Agent({ maxSockets: 1 }) }),
  },
  {
    name: "the pool, on undiciAdapter",
    config: () => ({ axiosAdapter: closed(undiciAdapter({ connections: 1 })) }),
  },
])("in the queue of $name", ({ config }) => {
  it("a request is still here when the time is up; the one before it may have acted", async () => {
    const server = closed(await FaultServer.start());
    const silence = allFaults("").find(({ name }) => name === "silence, acted");
    server.chooseFault = () => silence;
    const { baseUrl } = server;
    const common = { ...config(), baseUrl, maxRetries: 0 };
    const first = create({ ...common, timeout: 2 * TIMEOUT_MS });
    await eventually(() => server.asked("create") === 1);
    const second = await create(common, { ...CREATE, type: "order-export" });
    expect(second).toMatchObject({ name: "MedusaTimeoutError", ambiguous: false });
    expect(server.asked("create")).toBe(1);
    expect(await first).toMatchObject({ name: "MedusaTimeoutError", ambiguous: true });
    expect(server.asked("create")).toBe(1);
  });
});
