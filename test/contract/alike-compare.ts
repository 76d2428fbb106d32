import type { World } from "./alike-world.js";
import type { RawAnswer } from "./raw.js";
import { maskedBody, maskedHeaders } from "./replay-compare.js";

/** What differs from connection to connection. */
const CHANCE = new Set(["date", "connection", "keep-alive"]);

/** What a world calls its own; the rest is masked wherever it is seen. */
const OWN = ["url", "dry", "done", "failed", "alien", "file"];

/** An answer without what differs from world to world. */
export function alike({ status, headers, body }: RawAnswer, world: World) {
  const general = (text: string) =>
    OWN.reduce((all, name) => all.replaceAll(world.names[name] ?? "", `{${name}}`), text);
  const isJson = headers["content-type"]?.startsWith("application/json") && body !== "";
  const lines = Object.entries(headers).filter(([name]) => !CHANCE.has(name));
  return {
    status,
    headers: maskedHeaders(new Map(lines.map(([name, value]) => [name, general(value)])), body),
    body: maskedBody(isJson ? JSON.parse(general(body)) : general(body)),
  };
}
