import type { Host } from "../host.js";
import { readInput } from "../input.js";
import { UsageError } from "../usage-error.js";

/** What the flags say about which rows an export holds. */
export interface ContextFlags {
  /** JSON, `@file`, or `@-` for stdin. */
  context?: string | undefined;
  /** By name; `created_at.lt` is within `created_at`. */
  filter?: Record<string, string | string[]> | undefined;
  since?: Date | undefined;
}

type Fields = Record<string, unknown>;

/**
 * The context of an export. Flags beside `--context` win.
 *
 * @throws UsageError for what is no JSON object.
 */
export async function contextOf(host: Pick<Host, "stdin">, flags: ContextFlags): Promise<Fields> {
  const { filter = {}, since } = flags;
  const context = await readContext(host, flags.context);
  const filters = Object.entries(filter).map(([name, value]) => toField(name, value));
  if (since !== undefined) filters.push({ created_at: { gte: since.toISOString() } });
  if (filters.length === 0) return context;
  return filters.reduce((whole, part) => merge(whole, { filterable_fields: part }), context);
}

/**
 * The object that `--context` stands for: JSON, `@file`, or `@-` for stdin.
 *
 * @throws UsageError for what is none, with the place where it is wrong.
 */
export async function readContext(
  host: Pick<Host, "stdin">,
  given: string | undefined,
): Promise<Fields> {
  if (given === undefined) return {};
  const file = given.startsWith("@") ? given.slice(1) : undefined;
  if (file === "")
    throw new UsageError("--context @ names no file.", "It is @FILE, or @- for stdin.");
  const name = file === undefined ? "--context" : `--context ${given}`;
  const text = file === undefined ? given : await readInput(host, file);
  return parseObject(name, text.replace(/^\ufeff/, ""));
}

function parseObject(name: string, text: string): Fields {
  const value = parseJson(name, text);
  if (isFields(value)) return value;
  throw new UsageError(`${name} is no JSON object: it is ${kindOf(value)}.`, EXAMPLE);
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/\s+/g, " ") : String(error);
    throw new UsageError(`${name} is no JSON: ${withPlace(why, text)}.`, EXAMPLE);
  }
}

const EXAMPLE = `It looks like '{"batch_size": 100}', between quotes for the shell.`;

/** A position is counted from 0, over line breaks: nobody finds it. Newer versions of Node say line and column themselves. */
function withPlace(why: string, text: string): string {
  const [, position] = /position (\d+)$/.exec(why) ?? [];
  if (position === undefined) return why;
  const lines = text.slice(0, Number(position)).split("\n");
  return `${why} (line ${lines.length} column ${(lines.at(-1) ?? "").length + 1})`;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "an array";
  return value === null ? "null" : `a ${typeof value}`;
}

function toField(name: string, value: string | string[]): Fields {
  const [outer = "", ...inner] = name.split(".");
  if (inner.length > 0) return { [outer]: toField(inner.join("."), value) };
  return { [name]: LISTS.has(name) ? [value].flat() : value };
}

/** What Medusa takes several of: some of them fail with one that is no list. */
const LISTS = new Set([
  "status",
  "payment_status",
  "fulfillment_status",
  "region_id",
  "tags",
  "sales_channel_id",
  "price_list_id",
  "category_id",
]);

function merge(one: Fields, other: Fields): Fields {
  const merged = Object.entries(other).map(([key, value]) => {
    const known = Object.hasOwn(one, key) ? one[key] : undefined;
    return [key, isFields(known) && isFields(value) ? merge(known, value) : value];
  });
  return { ...one, ...Object.fromEntries(merged) };
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
