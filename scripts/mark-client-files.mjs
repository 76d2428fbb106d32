// What has hooks, or makes elements, runs in the browser. A framework that renders on a server is told so by a directive,
// which has to be the first statement of the file: bundling puts it elsewhere, or drops it.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const DIST = join(import.meta.dirname, "../dist");

for (const file of readdirSync(DIST, { recursive: true, encoding: "utf8" })) {
  if (!/\.c?js$/.test(file)) continue;
  const path = join(DIST, file);
  const code = readFileSync(path, "utf8");
  // Without a line of its own, the source map stays right.
  if (isForClients(code)) writeFileSync(path, `"use client"; ${code}`);
}

/** Whether a file imports React, or a hook of TanStack Query: its query options are for servers too. */
function isForClients(code) {
  const imports = (name) => new RegExp(`(?:\\bfrom |\\brequire\\()["']${name}["']`).test(code);
  if (imports("react") || imports("react/jsx-runtime")) return true;
  return imports("@tanstack/react-query") && /\buse[A-Z]\w*/.test(code);
}
