import { invalidData } from "./api-error.js";
import { json } from "./http.js";
import { parseQueryString } from "./list-query.js";
import type { Endpoint } from "./server.js";
import type { FakeShop } from "./shop.js";
import {
  collections,
  currencies,
  type Entity,
  products,
  type Row,
  regions,
  salesChannels,
  storeRow,
  variants,
} from "./shop-rows.js";

/** A list of the shop, as far as it is read by who checks a file. */
interface List {
  /** Below `/admin`; with `_` for `-`, it is the rows' key, too. */
  name: string;
  /** How many rows come, unless the client says. */
  limit: number;
  entities(shop: FakeShop): Entity[];
  /** What can be asked for beside a page. */
  parameters?: readonly string[];
  /** What could not be before 1.18. */
  newParameters?: readonly string[];
  /** What comes with the rows, unless the client says. */
  relations?: readonly string[];
}

const LISTS: readonly List[] = [
  { name: "currencies", limit: 20, entities: currencies, parameters: ["order"] },
  {
    name: "regions",
    limit: 50,
    entities: regions,
    newParameters: ["order", "fields", "expand"],
  },
  {
    name: "sales-channels",
    limit: 20,
    entities: salesChannels,
    parameters: ["order", "fields", "expand"],
  },
  { name: "collections", limit: 10, entities: collections, newParameters: ["order"] },
  {
    name: "products",
    limit: 50,
    entities: products,
    parameters: ["id", "handle", "order", "fields", "expand"],
    relations: ["options", "variants", "variants.options", "variants.prices"],
  },
  {
    name: "variants",
    limit: 20,
    entities: variants,
    parameters: ["id", "q", "fields", "expand"],
    newParameters: ["order"],
    relations: ["product", "options"],
  },
];

/** What tells of the shop: the store and lists, without product categories, whose feature is off. */
export const SHOP_ENDPOINTS: readonly Endpoint[] = [
  {
    method: "GET",
    path: "/admin/store",
    answer: (_, { shop }) => json(200, { store: storeRow(shop) }),
  },
  ...LISTS.map(
    (list): Endpoint => ({
      method: "GET",
      path: `/admin/${list.name}`,
      answer: ({ search }, { shop, settings }) =>
        json(200, pageOf(listOf(settings.minor, list), search, shop)),
    }),
  ),
];

/** A list, as it is in a minor version. */
function listOf(minor: number, { parameters = [], newParameters = [], ...list }: List): List {
  return { ...list, parameters: minor < 18 ? parameters : [...parameters, ...newParameters] };
}

type Query = Readonly<Record<string, unknown>>;

function pageOf(list: List, search: string, shop: FakeShop): Row {
  const query = parseQueryString(search);
  assertNoComplaints(query, list);
  const { limit = list.limit, offset = 0 } = query;
  const [take, skip] = [Number(limit), Number(offset)];
  const found = list.entities(shop).filter((entity) => isMatch(entity, query));
  const page = found.toSorted(ordering(query)).slice(skip, skip + (take || found.length));
  const rows = page.map((entity) => selected(entity, query, list));
  return { [list.name.replace("-", "_")]: rows, count: found.length, offset: skip, limit: take };
}

/** @throws {FakeApiError} 400 with all complaints */
function assertNoComplaints(query: Query, { parameters = [] }: List): void {
  const known = ["limit", "offset", ...parameters];
  const complaints = [
    ...Object.keys(query)
      .filter((key) => !known.includes(key))
      .map((key) => `property ${key} should not exist`),
    ...["limit", "offset"]
      .filter((key) => !/^\d*$/.test(String(query[key] ?? "")))
      .map((key) => `${key} must be a number conforming to the specified constraints`),
    ...["handle", "q", "expand", "fields", "order"]
      .filter((key) => key in query && typeof query[key] !== "string")
      .map((key) => `${key} must be a string`),
  ];
  if (complaints.length > 0) throw invalidData(complaints.join(", "));
}

function isMatch({ columns, searched = [] }: Entity, { id, handle, q }: Query): boolean {
  if (!isWanted(columns.id, id) || !isWanted(columns.handle, handle)) return false;
  if (!q) return true;
  const pattern = likePattern(`%${q}%`);
  return searched.some((text) => text !== null && pattern.test(text));
}

function isWanted(value: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) return wanted.includes(value);
  return wanted === undefined || wanted === value;
}

/** Postgres' ILIKE: `%` and `_` are wild, unless a backslash is before them. */
function likePattern(like: string): RegExp {
  const source = like.replace(/\\?./gsu, (part) => {
    if (part === "%") return ".*";
    if (part === "_") return ".";
    const literal = part.length > 1 && part.startsWith("\\") ? part.slice(1) : part;
    return literal.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  });
  return new RegExp(`^${source}$`, "isu");
}

function ordering({ order = "-created_at" }: Query): (one: Entity, other: Entity) => number {
  const name = String(order);
  const column = name.replace(/^-/, "");
  const sign = name.startsWith("-") ? -1 : 1;
  return ({ columns: one }, { columns: other }) => {
    const [left, right] = [String(one[column] ?? ""), String(other[column] ?? "")];
    if (left === right) return 0;
    return left < right ? -sign : sign;
  };
}

function selected({ columns, related }: Entity, query: Query, { relations = [] }: List): Row {
  const { fields, expand } = query;
  const names = ["id", "created_at", ...String(fields).split(",")];
  const shown = Object.entries(columns).filter(
    ([name]) => fields === undefined || names.includes(name),
  );
  const expanded = new Set(expand === undefined ? relations : String(expand).split(","));
  return { ...Object.fromEntries(shown), ...related?.(expanded) };
}
