import { MedusaAuthenticationError } from "medusa-batch-jobs";
import { describe, expect, test } from "vitest";
import { adminClient, guestClient, target, watchAnswers } from "./shop.js";

const { email, password } = target.admin;
const credentials = { email, password };

describe("without credentials", () => {
  test("a call is a MedusaAuthenticationError that says what to do", async () => {
    const call = guestClient().admin.batchJobs.list();
    await expect(call).rejects.toBeInstanceOf(MedusaAuthenticationError);
    await expect(call).rejects.toMatchObject({
      status: 401,
      message: expect.stringContaining("log in with admin.auth.getToken or createSession"),
      response: { status: 401, data: "Unauthorized" },
    });
  });
});

describe("an API token", () => {
  test("is enough", async () => {
    await expect(adminClient().admin.batchJobs.list({ limit: 1 })).resolves.toMatchObject({
      limit: 1,
    });
  });

  test("that is wrong is refused", async () => {
    const medusa = adminClient({ apiKey: "wrong" });
    await expect(medusa.admin.batchJobs.list()).rejects.toMatchObject({ status: 401 });
  });

  test("sent as Bearer is refused", async () => {
    const medusa = guestClient({
      customHeaders: { authorization: `Bearer ${target.admin.apiToken}` },
    });
    await expect(medusa.admin.batchJobs.list()).rejects.toMatchObject({ status: 401 });
  });
});

describe("getToken", () => {
  test("logs this client in, and no other", async () => {
    const medusa = guestClient();
    const { access_token } = await medusa.admin.auth.getToken(credentials);
    expect(access_token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    await expect(medusa.admin.auth.getSession()).resolves.toMatchObject({
      user: { email: credentials.email },
    });
    await expect(guestClient().admin.auth.getSession()).rejects.toMatchObject({ status: 401 });
  });

  test("with a wrong password is a MedusaAuthenticationError", async () => {
    const call = guestClient().admin.auth.getToken({ ...credentials, password: "wrong" });
    await expect(call).rejects.toBeInstanceOf(MedusaAuthenticationError);
  });

  test("is forgotten by deleteSession", async () => {
    const medusa = guestClient();
    await medusa.admin.auth.getToken(credentials);
    await medusa.admin.auth.deleteSession();
    await expect(medusa.admin.batchJobs.list()).rejects.toMatchObject({ status: 401 });
  });
});

describe("createSession", () => {
  test("logs this client in by its cookie, and no other", async () => {
    const medusa = guestClient();
    const { user, response } = await medusa.admin.auth.createSession(credentials);
    expect(user).toMatchObject({ email: credentials.email, role: expect.any(String) });
    expect(response.headers).not.toHaveProperty("set-cookie");
    await expect(medusa.admin.batchJobs.list()).resolves.toHaveProperty("batch_jobs");
    await expect(guestClient().admin.batchJobs.list()).rejects.toMatchObject({ status: 401 });
  });

  test("works after requests that were refused, with the cookie those left", async () => {
    const medusa = guestClient();
    await expect(medusa.admin.auth.getSession()).rejects.toMatchObject({ status: 401 });
    await medusa.admin.auth.createSession(credentials);
    await expect(medusa.admin.auth.getSession()).resolves.toHaveProperty("user.id");
  });

  test("with an unknown email is a MedusaAuthenticationError", async () => {
    const call = guestClient().admin.auth.createSession({ email: "no@body.test", password: "x" });
    await expect(call).rejects.toMatchObject({ name: "MedusaAuthenticationError", status: 401 });
  });

  test("is ended by deleteSession, which resolves cleanly", async () => {
    const medusa = guestClient();
    await medusa.admin.auth.createSession(credentials);
    await expect(medusa.admin.auth.deleteSession()).resolves.toMatchObject({
      response: { status: 200 },
    });
    await expect(medusa.admin.auth.getSession()).rejects.toMatchObject({ status: 401 });
  });

  test("discloses the user's API token to whoever asks for it by name alone", async () => {
    const { user } = await guestClient().admin.auth.createSession(credentials);
    expect(user.api_token).toBe(target.admin.apiToken);
    expect(JSON.stringify(user)).not.toContain(target.admin.apiToken);
  });
});

test("polling with an API token leaves one session on the server, not one a request", async () => {
  let sessions = 0;
  const axiosAdapter = watchAnswers(({ headers }) => {
    if (headers["set-cookie"] !== undefined) sessions += 1;
  });
  const { batchJobs } = adminClient({ axiosAdapter }).admin;
  for (let i = 0; i < 5; i += 1) await batchJobs.list({ limit: 1 });
  expect(sessions).toBe(1);
});
