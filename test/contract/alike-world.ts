import { vi } from "vitest";
import type { BatchJob } from "../../src/types/batch-job.js";
import { HANDLES } from "./fake-shop.js";
import type { ContractTarget } from "./global-setup.js";
import { type RawAnswer, type RawRequest, sendRaw } from "./raw.js";

/** A server with the same things in it as the others, each of which may go by another name there. */
export interface World {
  url: string;
  /** What the things of this world are called: `{dry}` in a request is the id of its dry run. */
  names: Readonly<Record<string, string>>;
}

const FILE =
  '--b\r\nContent-Disposition: form-data; name="files"; filename="f.csv"\r\n\r\n0123456789\r\n--b--\r\n';

/** Puts into a server what the requests ask about, all of it at rest. */
export async function makeWorld(url: string, { admin, other }: ContractTarget): Promise<World> {
  const token = { "x-medusa-access-token": admin.apiToken };
  const post = async (path: string, body: object, headers: Record<string, string> = token) => {
    const json = { ...headers, "content-type": "application/json" };
    return sendRaw(url, { method: "POST", path, headers: json, body: JSON.stringify(body) });
  };
  const create = async (body: object, headers?: Record<string, string>): Promise<string> =>
    JSON.parse((await post("/admin/batch-jobs", body, headers)).body).batch_job.id;

  const context = { filterable_fields: { handle: HANDLES } };
  const since = new Date().toISOString();
  const dry = await create({ type: "product-export", context, dry_run: true });
  const done = await create({ type: "product-export", context });
  const failed = await create({
    type: "product-export",
    context: { filterable_fields: { nope: 1 } },
  });
  const theirs = { "x-medusa-access-token": other.apiToken };
  const alien = await create({ type: "order-export", context: {}, dry_run: true }, theirs);
  const multipart = { ...token, "content-type": "multipart/form-data; boundary=b" };
  const upload = { method: "POST", path: "/admin/uploads", headers: multipart, body: FILE };
  const file: string = JSON.parse((await sendRaw(url, upload)).body).uploads[0].key;
  const { etag = "", "last-modified": modified = "" } = (
    await sendRaw(url, { path: `/uploads/${file}` })
  ).headers;
  const { email, password } = admin;
  const jwt = JSON.parse(
    (await post("/admin/auth/token", { email, password }, {})).body,
  ).access_token;
  const login = await post("/admin/auth", { email, password }, {});
  const cookie = login.headers["set-cookie"]?.split(";")[0] ?? "";

  const world = {
    url,
    names: { url, since, dry, done, failed, alien, file, etag, modified, jwt, cookie },
  };
  await settled(world, { path: `/admin/batch-jobs/${dry}`, headers: token }, "pre_processed");
  await settled(world, { path: `/admin/batch-jobs/${alien}`, headers: theirs }, "pre_processed");
  await settled(world, { path: `/admin/batch-jobs/${done}`, headers: token }, "completed");
  await settled(world, { path: `/admin/batch-jobs/${failed}`, headers: token }, "failed");
  return world;
}

/** Sends a request, in this world's names. */
export function ask({ url, names }: World, { path, headers = {}, body, ...rest }: RawRequest) {
  const here = (text: string) => text.replace(/\{(\w+)\}/g, (all, name) => names[name] ?? all);
  return sendRaw(url, {
    ...rest,
    path: here(path),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, here(value)]),
    ),
    ...(body !== undefined && { body: here(body) }),
  });
}

/** Asks until the job is in a state from which it does not move by itself. */
async function settled(world: World, request: RawRequest, status: string): Promise<void> {
  await vi.waitUntil(async () => jobOf(await ask(world, request))?.status === status, {
    timeout: 20_000,
    interval: 20,
  });
}

/** The job of an answer. */
export function jobOf({ body }: RawAnswer): BatchJob | undefined {
  return body.startsWith("{") ? JSON.parse(body).batch_job : undefined;
}
