import { FakeMedusa } from "medusa-batch-jobs/testing";
import { describe, expect, test } from "vitest";

// Every answer was recorded from Medusa 1.16.1.

const BEARER = { authorization: "Bearer test_api_token_admin" };
const TOKEN = { "x-medusa-access-token": "test_api_token_admin" };
const CHALLENGE = 'Bearer realm="Users"';
const UNKNOWN_ERROR =
  '{"code":"unknown_error","type":"unknown_error","message":"An unknown error occurred."}';

const old = () => new FakeMedusa({ version: "1.16.1" });

async function ask(
  fake: FakeMedusa,
  call: string,
  headers: Record<string, string> = {},
  body?: object,
) {
  const [method, path] = call.split(" ");
  const response = await fake.fetch(
    new Request(fake.baseUrl + path, {
      method,
      headers: { "content-type": "application/json", ...headers },
      body: body && JSON.stringify(body),
    }),
  );
  const { status } = response;
  const type = response.headers.get("content-type");
  const challenge = response.headers.get("www-authenticate");
  const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
  return { status, type, challenge, text: await response.text(), cookie };
}

describe("up to 1.16", () => {
  test.each<[string, Record<string, string>, number, string]>([
    ["as Bearer", BEARER, 200, ""],
    ["with another case", { authorization: "bearer test_api_token_admin" }, 200, ""],
    ["as x-medusa-access-token", TOKEN, 401, "Unauthorized"],
    ["as Basic", { authorization: "Basic test_api_token_admin" }, 401, "Unauthorized"],
    ["that is nobody's", { authorization: "Bearer wrong" }, 500, UNKNOWN_ERROR],
    ["that is missing", { authorization: "Bearer" }, 400, "Bad Request"],
    ["of two words", { authorization: "Bearer a b" }, 400, "Bad Request"],
  ])("an API token %s", async (_, headers, status, text) => {
    const answer = await ask(old(), "GET /admin/batch-jobs", headers);
    expect(answer.status).toBe(status);
    expect(answer.challenge).toBe(status === 401 ? CHALLENGE : null);
    if (text) expect(answer.text).toBe(text);
  });

  test("an API token in the query or the body counts, and is a property too many", async () => {
    const inQuery = "GET /admin/batch-jobs?access_token=test_api_token_admin";
    expect((await ask(old(), inQuery)).text).toContain("property access_token should not exist");
    expect((await ask(old(), inQuery, BEARER)).text).toBe("Bad Request");
    const body = { access_token: "test_api_token_admin", type: "product-export", context: {} };
    expect((await ask(old(), "POST /admin/batch-jobs", {}, body)).text).toContain(
      "property access_token should not exist",
    );
  });

  test("a user's id is a token, but not in production", async () => {
    for (const production of [false, true]) {
      const fake = new FakeMedusa({ version: "1.16.1", production });
      const headers = { authorization: `Bearer ${fake.users[0]?.id}` };
      const { status } = await ask(fake, "GET /admin/batch-jobs", headers);
      expect(status).toBe(production ? 500 : 200);
    }
  });

  test("who is logged in is said of a session alone", async () => {
    const fake = old();
    expect(await ask(fake, "GET /admin/auth", BEARER)).toMatchObject({
      status: 400,
      type: "text/plain; charset=utf-8",
      text: "Bad Request",
    });
    const login = { email: "admin@medusa-test.com", password: "supersecret" };
    const { cookie } = await ask(fake, "POST /admin/auth", {}, login);
    expect((await ask(fake, "GET /admin/auth", { cookie })).status).toBe(200);
    const wrong = { cookie, authorization: "Bearer wrong" };
    expect((await ask(fake, "GET /admin/auth", wrong)).status).toBe(200);
    expect(await ask(fake, "DELETE /admin/auth", { cookie })).toMatchObject({
      status: 200,
      type: null,
      text: "",
    });
    expect((await ask(fake, "GET /admin/auth", { cookie })).status).toBe(401);
  });

  test("there is no /admin/auth/token: 401 without a login, and a page with one", async () => {
    const path = "POST /admin/auth/token";
    expect(await ask(old(), path, {}, {})).toMatchObject({ status: 401, challenge: CHALLENGE });
    const page = await ask(old(), path, BEARER, {});
    expect(page).toMatchObject({ status: 404, type: "text/html; charset=utf-8" });
    expect(page.text).toContain("Cannot POST /admin/auth/token");
  });
});

test.each([
  ["1.8.2", BEARER],
  ["1.16", BEARER],
  ["1.17.4", TOKEN],
  ["1.20.11", TOKEN],
])("%s takes API tokens in one header", async (version, taken) => {
  const fake = new FakeMedusa({ version });
  const statuses = [BEARER, TOKEN].map(async (headers) => {
    return (await ask(fake, "GET /admin/batch-jobs", headers)).status;
  });
  expect(await Promise.all(statuses)).toEqual(taken === BEARER ? [200, 401] : [401, 200]);
});

test.each([
  ["1.17.4", 1],
  ["1.20.11", 0],
])("%s: a file that was deleted", async (version, left) => {
  const fake = new FakeMedusa({ version });
  const form = new FormData();
  form.set("files", new File(["a"], "a.csv"));
  const url = `${fake.baseUrl}/admin/uploads`;
  await fake.fetch(new Request(url, { method: "POST", headers: TOKEN, body: form }));
  const [file_key] = fake.files.keys();
  const answer = await ask(fake, "DELETE /admin/uploads", TOKEN, { file_key });
  expect(JSON.parse(answer.text)).toEqual({ id: file_key, object: "file", deleted: true });
  expect(fake.files.size).toBe(left);
});

test.each(["", "1", "2.0.0", "1.x"])("%j is no version", (version) => {
  expect(() => new FakeMedusa({ version })).toThrow(TypeError);
});
