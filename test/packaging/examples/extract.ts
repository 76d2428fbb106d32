import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../pack.js";

/** A block of code in the documentation. */
export interface Example {
  /** Where a reader finds it: file and line. */
  name: string;
  /** The words after the fence: the language, and what it needs to run. */
  info: string[];
  code: string;
}

/** The blocks of code of a file; in a docstring, each line has its asterisk. */
export function examplesIn(file: string): Example[] {
  const source = readFileSync(join(ROOT, file), "utf8");
  const text = /\.tsx?$/.test(file) ? source.replace(/^ *\* ?/gm, "") : source;
  return [...text.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(
    ({ index, 1: info = "", 2: code = "" }) => ({
      name: `${file}:${text.slice(0, index).split("\n").length}`,
      info: info.split(" "),
      code,
    }),
  );
}

/** README.md and the guides. docs/api.md is none: it is generated, and holds declarations. */
export function pages(): string[] {
  return ["README.md", ...filesBelow("docs", /\.md$/)].filter((file) => file !== "docs/api.md");
}

/** The files whose docstrings hold examples. */
export function sources(): string[] {
  return filesBelow("src", /\.tsx?$/);
}

/** Whether a block is TypeScript, which has to compile. */
export function isTypeScript({ info: [language = ""] }: Example): boolean {
  return language === "ts" || language === "tsx";
}

/** Whether a block needs packages that are not installed here; test/peers has them. */
export function needsPeers({ info }: Example): boolean {
  return info.includes("peers");
}

/** Whether a block is a part of a page: it is rendered, in place of being run. */
export function isComponent({ info }: Example): boolean {
  return info.includes("react");
}

/** The lines that a block says it prints, each after its arrow: `console.log(1 + 1); // → 2`. */
export function linesPrintedBy({ code }: Example): string[] {
  return [...code.matchAll(/\/\/ → (.*)$/gm)].map(([, line = ""]) => line);
}

function filesBelow(folder: string, name: RegExp): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => name.test(file))
    .sort()
    .map((file) => join(folder, file));
}
