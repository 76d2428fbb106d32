import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { type Headers, Medusa } from "medusa-batch-jobs";
import { afterEach, describe, expect, test } from "vitest";
import { type Served, serve } from "../support/listen.js";

const PASSWORD = "supersecret";

/** One that opens when it is told to, and knows whether somebody has come. */
class Gate {
  open = () => {};
  #arrive = () => {};
  readonly opened = new Promise<void>((resolve) => {
    this.open = resolve;
  });
  readonly arrived = new Promise<void>((resolve) => {
    this.#arrive = resolve;
  });

  pass(): Promise<void> {
    this.#arrive();
    return this.opened;
  }
}

/** Sessions as Medusa keeps them: a request without one that is known gets a new one. */
class Shop {
  /** Who is logged in, by session. */
  readonly sessions = new Map<string, string | undefined>();
  /** Holds back the answer to the first request that names it, when it has been acted on. */
  readonly gates = new Map<string, Gate>();
  /** Cookies beside the session's, on every answer. */
  stick: (count: number) => string[] = () => [];
  #answers = 0;
  #served: Served | undefined;

  async start(): Promise<string> {
    this.#served = await serve((request, response) => void this.#serve(request, response));
    return this.#served.url;
  }

  stop(): void {
    this.#served?.close();
  }

  gate(name: string): Gate {
    const gate = new Gate();
    this.gates.set(name, gate);
    return gate;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const setCookie = [];
    let session = /(?:^|; )connect\.sid=([^;]*)/.exec(request.headers.cookie ?? "")?.[1] ?? "";
    if (!this.sessions.has(session)) {
      session = `s%3Asession-${this.sessions.size}`;
      this.sessions.set(session, undefined);
      setCookie.push(`connect.sid=${session}; Path=/; HttpOnly`);
    }
    const answer = this.#act(`${request.method} ${request.url}`, session, body);
    const gate = this.gates.get(String(request.headers["x-gate"]));
    this.gates.delete(String(request.headers["x-gate"]));
    await gate?.pass();
    this.#answers += 1;
    response.setHeader("set-cookie", [...setCookie, ...this.stick(this.#answers)]);
    response.setHeader("content-type", "application/json");
    response.writeHead(answer === undefined ? 401 : 200).end(JSON.stringify(answer ?? {}));
  }

  #act(call: string, session: string, body: string): object | undefined {
    if (call === "POST /admin/auth") this.sessions.set(session, JSON.parse(body).email);
    if (call === "DELETE /admin/auth") this.sessions.delete(session);
    if (!call.endsWith("/admin/auth")) return { batch_job: { id: "batch_1" } };
    const id = this.sessions.get(session);
    return id === undefined && !call.startsWith("DELETE") ? undefined : { user: { id } };
  }
}

const shops: Shop[] = [];

afterEach(() => {
  for (const shop of shops.splice(0)) shop.stop();
});

async function open() {
  const shop = new Shop();
  shops.push(shop);
  const { auth, batchJobs } = new Medusa({ baseUrl: await shop.start() }).admin;
  return {
    shop,
    poll: (gate?: string, headers?: Headers) =>
      batchJobs.retrieve("batch_1", { "x-gate": gate, ...headers }),
    logIn: (email: string, gate?: string) =>
      auth.createSession({ email, password: PASSWORD }, { "x-gate": gate }),
    logOut: (gate?: string) => auth.deleteSession({ "x-gate": gate }),
    /** Who is logged in by what the client holds now. */
    user: async () => {
      const { user } = await auth.getSession().catch(() => ({ user: undefined }));
      return user?.id;
    },
  };
}

describe("one session on the server for 200 polls, beside a load balancer's cookie", () => {
  const past = "Expires=Thu, 01 Jan 1970 00:00:00 GMT";
  test.each<[string, Shop["stick"]]>([
    ["none", () => []],
    ["that stays", () => ["lb=node-1; Path=/"]],
    ["that changes with every answer", (count) => [`lb=${count}; Path=/`, `seen=${count}`]],
    ["that ends with every other", (count) => [`lb=node-1; Max-Age=${count % 2}`]],
    ["that ends by its date", (count) => (count % 3 ? [`lb=${count}`] : [`lb=; ${past}`])],
    ["that has a new name each time", (count) => [`lb-${count % 20}=1`]],
    ["whose value is the session's name", () => ["lb=connect.sid"]],
  ])("%s", async (_, stick) => {
    const { shop, poll } = await open();
    shop.stick = stick;
    await poll();
    for (let polls = 0; polls < 100; polls += 1) await poll();
    await Promise.all(Array.from({ length: 100 }, () => poll()));
    expect(shop.sessions.size).toBe(1);
  });
});

describe("a login stands", () => {
  test("when an anonymous answer of before it comes late", async () => {
    const { shop, poll, logIn, user } = await open();
    const gate = shop.gate("slow");
    const slow = poll("slow");
    await gate.arrived;
    await logIn("ann");
    gate.open();
    await slow;
    expect(await user()).toBe("ann");
  });

  test("when one that began during it comes late", async () => {
    const { shop, poll, logIn, user } = await open();
    const [atLogin, atPoll] = [shop.gate("login"), shop.gate("poll")];
    const login = logIn("ann", "login");
    await atLogin.arrived;
    const slow = poll("poll");
    await atPoll.arrived;
    atLogin.open();
    await login;
    atPoll.open();
    await slow;
    expect(await user()).toBe("ann");
  });

  test("when an anonymous session comes in during it", async () => {
    const { shop, poll, logIn, user } = await open();
    const gate = shop.gate("login");
    const login = logIn("ann", "login");
    await gate.arrived;
    await poll();
    gate.open();
    await login;
    expect(await user()).toBe("ann");
  });

  test.each([
    ["in order", "first", "second"],
    ["the other way round", "second", "first"],
  ])("if no other began later: two at once, answered %s", async (_, ...order) => {
    const { shop, logIn, user } = await open();
    const gates = new Map<string, Gate>();
    const logins = new Map<string, Promise<unknown>>();
    for (const name of ["first", "second"]) {
      const gate = shop.gate(name);
      gates.set(name, gate);
      logins.set(name, logIn(name, name));
      await gate.arrived;
    }
    for (const name of order) {
      gates.get(name)?.open();
      await logins.get(name);
    }
    expect(await user()).toBe("second");
  });

  test("when a logout of before it comes late", async () => {
    const { shop, logIn, logOut, user } = await open();
    await logIn("ann");
    const gate = shop.gate("logout");
    const logout = logOut("logout");
    await gate.arrived;
    await logIn("bob");
    gate.open();
    await logout;
    expect(await user()).toBe("bob");
  });
});

describe("a logout stands", () => {
  test("when a login of before it comes late", async () => {
    const { shop, logIn, logOut, user } = await open();
    const gate = shop.gate("login");
    const login = logIn("ann", "login");
    await gate.arrived;
    await logOut();
    gate.open();
    await expect(login).rejects.toThrow("the login left no session");
    expect(await user()).toBeUndefined();
  });

  test("when an answer with a new session comes late", async () => {
    const { shop, poll, logIn, logOut, user } = await open();
    await logIn("ann");
    shop.sessions.clear();
    const gate = shop.gate("slow");
    const slow = poll("slow");
    await gate.arrived;
    await logOut();
    gate.open();
    await slow;
    shop.sessions.set("s%3Asession-0", "ann");
    expect(await user()).toBeUndefined();
  });
});

test("of a caller's own cookie, nothing is kept", async () => {
  const { shop, poll, logIn, user } = await open();
  await logIn("ann");
  await poll(undefined, { cookie: "connect.sid=unknown" });
  await poll(undefined, { cookie: null });
  expect(shop.sessions.size).toBe(3);
  expect(await user()).toBe("ann");
});
