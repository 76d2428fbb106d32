import { expect, test } from "vitest";
import { type RawRequest, sendRaw } from "./raw.js";
import { differs, target, tokenHeaders } from "./shop.js";

// What a browser sees, and a client does not: it shows a page of another origin nothing without the server's leave.
const ALLOWED = "http://localhost:7001";
const STRANGE = "http://dashboard.evil.test";
const token = tokenHeaders(target.admin.apiToken);
const LIST = "/admin/batch-jobs?limit=1";

const send = (request: RawRequest) => sendRaw(target.url, request);

async function uploaded(): Promise<string> {
  const body =
    '--b\r\ncontent-disposition: form-data; name="files"; filename="a.csv"\r\n\r\n1;2\r\n--b--\r\n';
  const headers = { ...token, "content-type": "multipart/form-data; boundary=b" };
  const answer = await send({ method: "POST", path: "/admin/uploads", headers, body });
  return JSON.parse(answer.body).uploads[0].key;
}

test("a page of an origin in admin_cors may read every answer, a refusal too", async () => {
  for (const headers of [{ ...token, origin: ALLOWED }, { origin: ALLOWED }]) {
    const { headers: answered } = await send({ path: LIST, headers });
    expect(answered).toMatchObject({
      "access-control-allow-origin": ALLOWED,
      "access-control-allow-credentials": "true",
      vary: "Origin",
    });
  }
});

test("an origin that admin_cors does not name is answered alike, but for its own name", async () => {
  const preflight = (origin: string) =>
    send({
      method: "OPTIONS",
      path: "/admin/batch-jobs",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "x-medusa-access-token",
      },
    });
  const allowed = await preflight(ALLOWED);
  const strange = await preflight(STRANGE);
  expect(allowed).toMatchObject({
    status: 204,
    headers: { "access-control-allow-origin": ALLOWED },
  });
  expect(strange).toMatchObject({
    status: 204,
    headers: {
      "access-control-allow-credentials": "true",
      "access-control-allow-methods": "GET,HEAD,PUT,PATCH,POST,DELETE",
      "access-control-allow-headers": "x-medusa-access-token",
      vary: "Origin, Access-Control-Request-Headers",
    },
  });
  expect(strange.headers).not.toHaveProperty("access-control-allow-origin");

  const listed = await send({ path: LIST, headers: { ...token, origin: STRANGE } });
  expect(listed.status).toBe(200);
  expect(listed.headers).not.toHaveProperty("access-control-allow-origin");
});

test.skipIf(differs("browser"))(
  "no page of another origin may read an uploaded file: nobody is allowed to",
  async () => {
    const path = `/uploads/${await uploaded()}`;
    const { status, headers } = await send({ path, headers: { origin: ALLOWED } });
    expect(status).toBe(200);
    expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
    expect(headers["last-modified"]).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/);
  },
);
