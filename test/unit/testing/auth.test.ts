import { FakeMedusa, SESSION_LIFETIME_MS, TOKEN_LIFETIME_MS } from "medusa-batch-jobs/testing";
import { describe, expect, it } from "vitest";
import { adminToken, signToken } from "../../../src/testing/tokens.js";
import { ask, askAnonymously, TOKEN } from "./asking.js";

const CREDENTIALS = { email: "admin@medusa-test.com", password: "supersecret" };

describe("a request", () => {
  it.each([
    ["no credentials", {}],
    ["an unknown API token", { "x-medusa-access-token": "nope" }],
    ["an API token as Bearer", { authorization: "Bearer test_api_token_admin" }],
    [
      "a JWT of the shop's own customers",
      bearer(signToken({ customer_id: "cus_1", domain: "store", iat: 0, exp: 9e9 })),
    ],
    ["a JWT that somebody else signed", bearer(`${adminToken("usr_1", Date.now()).slice(0, -1)}!`)],
  ])("with %s is answered with the text Unauthorized", async (_, headers) => {
    const response = await askAnonymously(new FakeMedusa(), "/admin/batch-jobs", { headers });
    expect(response.status).toBe(401);
    expect(response.headers.get("content-type")).toBeNull();
    expect(await response.text()).toBe("Unauthorized");
  });

  it("with an API token may see its user, token included", async () => {
    const response = await ask(new FakeMedusa(), "/admin/auth");
    expect((await response.json()).user).toMatchObject({
      email: CREDENTIALS.email,
      api_token: "test_api_token_admin",
    });
  });

  it("without a known cookie makes a session, whatever its credentials", async () => {
    const fake = new FakeMedusa();
    const first = await ask(fake, "/admin/batch-jobs");
    await ask(fake, "/admin/batch-jobs", { headers: { cookie: "connect.sid=nope" } });
    await askAnonymously(fake, "/nope");
    expect(fake.sessions).toBe(3);

    const again = await ask(fake, "/admin/batch-jobs", { headers: { cookie: cookieOf(first) } });
    expect(again.headers.get("set-cookie")).toBeNull();
    expect(fake.sessions).toBe(3);
  });
});

describe("a login", () => {
  it("marks the session, which wins over a token beside it", async () => {
    const fake = new FakeMedusa();
    const other = { email: "other@medusa-test.com", password: "supersecret" };
    const cookie = cookieOf(await askAnonymously(fake, "/admin/auth", { json: other }));
    const response = await ask(fake, "/admin/auth", { headers: { cookie } });
    expect((await response.json()).user.email).toBe(other.email);
  });

  it("keeps the anonymous session that came with it, and sends its cookie once more", async () => {
    const fake = new FakeMedusa();
    const anonymous = cookieOf(await askAnonymously(fake, "/health"));
    const login = await askAnonymously(fake, "/admin/auth", {
      json: CREDENTIALS,
      headers: { cookie: anonymous },
    });
    expect(cookieOf(login)).toBe(anonymous);
    expect(fake.sessions).toBe(1);
  });

  it.each([
    [{ ...CREDENTIALS, password: "wrong" }, 401, "Unauthorized"],
    [{ ...CREDENTIALS, email: "nobody@x.test" }, 401, "Unauthorized"],
  ])("with %o is refused with a text", async (json, status, body) => {
    for (const path of ["/admin/auth", "/admin/auth/token"]) {
      const response = await askAnonymously(new FakeMedusa(), path, { json });
      expect(response.status).toBe(status);
      expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
      expect(await response.text()).toBe(body);
    }
  });

  it.each([
    [
      {},
      "email should not be empty, email must be an email, password should not be empty, password must be a string",
    ],
    [{ ...CREDENTIALS, email: "x" }, "email must be an email"],
    [{ ...CREDENTIALS, z: 1 }, "property z should not exist"],
  ])("of %o is invalid", async (json, message) => {
    const response = await askAnonymously(new FakeMedusa(), "/admin/auth", { json });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ type: "invalid_data", message });
  });

  it("ends with a logout, which answers the text OK and forgets the session", async () => {
    const fake = new FakeMedusa();
    const headers = {
      cookie: cookieOf(await askAnonymously(fake, "/admin/auth", { json: CREDENTIALS })),
    };
    const logout = await askAnonymously(fake, "/admin/auth", { method: "DELETE", headers });
    expect(await logout.text()).toBe("OK");
    expect(logout.headers.get("set-cookie")).toBeNull();
    expect(fake.sessions).toBe(0);
    expect((await askAnonymously(fake, "/admin/auth", { headers })).status).toBe(401);
  });

  it("ends ten hours after the last request", async () => {
    let now = Date.now();
    const fake = new FakeMedusa({ clock: () => now });
    const headers = {
      cookie: cookieOf(await askAnonymously(fake, "/admin/auth", { json: CREDENTIALS })),
    };
    now += SESSION_LIFETIME_MS - 1;
    expect((await askAnonymously(fake, "/admin/auth", { headers })).status).toBe(200);
    now += SESSION_LIFETIME_MS;
    expect((await askAnonymously(fake, "/admin/auth", { headers })).status).toBe(401);
  });
});

describe("the cookie", () => {
  it("is named as the options say, and not for scripts", async () => {
    const fake = new FakeMedusa({ cookieName: "shop" });
    const response = await askAnonymously(fake, "/health");
    expect(response.headers.get("set-cookie")).toMatch(
      /^shop=s%3A[^;]+; Path=\/; Expires=[^;]+ GMT; HttpOnly$/,
    );
  });

  it("is not set by a server in production mode over plain http: the login answers 200 all the same", async () => {
    const fake = new FakeMedusa({ production: true });
    const response = await askAnonymously(fake, "/admin/auth", { json: CREDENTIALS });
    expect(response.status).toBe(200);
    expect(response.headers.get("set-cookie")).toBeNull();
  });

  it.each([
    ["over https", "https://shop.test", {}],
    ["behind a proxy that speaks https", "http://shop.test", { "x-forwarded-proto": "https" }],
  ])("is for other sites and https only in production mode %s", async (_, baseUrl, headers) => {
    const fake = new FakeMedusa({ production: true, baseUrl });
    const response = await askAnonymously(fake, "/admin/auth", { json: CREDENTIALS, headers });
    expect(response.headers.get("set-cookie")).toMatch(/; HttpOnly; Secure; SameSite=None$/);
  });
});

describe("a JWT", () => {
  it("is good for 24 hours", async () => {
    let now = Date.now();
    const fake = new FakeMedusa({ clock: () => now });
    const { access_token } = await (
      await askAnonymously(fake, "/admin/auth/token", { json: CREDENTIALS })
    ).json();
    const headers = bearer(access_token);
    now += TOKEN_LIFETIME_MS - 1000;
    expect((await askAnonymously(fake, "/admin/auth", { headers })).status).toBe(200);
    now += 2000;
    expect((await askAnonymously(fake, "/admin/auth", { headers })).status).toBe(401);
  });

  it("of a user who is gone lists nothing with 200, and can create nothing", async () => {
    const fake = new FakeMedusa();
    const headers = bearer(adminToken("usr_ghost", Date.now()));
    const list = await askAnonymously(fake, "/admin/batch-jobs", { headers });
    expect(await list.json()).toEqual({ batch_jobs: [], count: 0, offset: 0, limit: 10 });
    const json = { type: "product-export", context: {} };
    const creation = await askAnonymously(fake, "/admin/batch-jobs", { headers, json });
    expect(creation.status).toBe(404);
    expect(await creation.json()).toEqual({
      type: "not_found",
      message: "User with created_by usr_ghost does not exist.",
    });
  });
});

it("TOKEN is the default admin's", () => {
  expect(new FakeMedusa().users[0]?.apiToken).toBe(TOKEN["x-medusa-access-token"]);
});

function bearer(token: string) {
  return { authorization: `Bearer ${token}` };
}

function cookieOf(response: Response): string {
  return response.headers.get("set-cookie")?.split(";")[0] ?? "";
}
