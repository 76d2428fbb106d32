import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { CHROMIUM, CHROMIUM_FLAGS, NO_CHROMIUM } from "../support/chromium.js";
import tools from "./package.json" with { type: "json" };

/** Something that plays the scenario. */
export interface Runtime {
  name: string;
  /** Gets the URLs as its last argument, prints the steps. */
  command: readonly [file: string, ...args: string[]];
  /** Why it cannot be tried here. */
  missing?: string;
  isBrowser?: boolean;
}

const TOOLS = join(import.meta.dirname, "node_modules");
const VERSIONS = { ...tools.dependencies, ...tools.optionalDependencies };

/** The runtimes that the package promises, for the application in the folder `project`. */
export function runtimesFor(project: string): Runtime[] {
  const bun = tool("@oven/bun-linux-x64", "bin/bun");
  const deno = tool("@deno/linux-x64-glibc", "deno");
  const allowed = [
    "--allow-env",
    "--allow-read=.",
    "--allow-write=.",
    "--allow-sys=uid",
    "--allow-net=127.0.0.1",
    "--no-prompt",
  ];
  return [
    ...(["node20", "node22", "node24", "node26"] as const).flatMap((name) => {
      const node = tool(name, "bin/node");
      return [...inBothFormats("Node", node, [node.executable]), commandLine("Node", node)];
    }),
    ...inBothFormats("Bun", bun, [bun.executable]),
    commandLine("Bun", bun),
    ...inBothFormats("Deno", deno, [deno.executable, "run", "--cached-only", ...allowed]),
    // Node's API is there by default.
    ...["", "no_nodejs_compat"].map((flag) => workerd(flag, project)),
    ...(["vite", "webpack", "esbuild"] as const).map((bundler) => chromium(bundler, project)),
    jest("jest29", "node", project),
    jest("jest29", "jest-environment-jsdom-29", project),
    jest("jest30", "node", project),
    jest("jest30", "jest-environment-jsdom", project),
    jest("jest30", "jest-fixed-jsdom", project),
    vitest("jsdom", "served", project),
    vitest("jsdom", "mocked", project),
    vitest("happy-dom", "served", project),
    reactNative(project),
  ];
}

interface Tool {
  version: string;
  executable: string;
  missing?: string;
}

function tool(name: keyof typeof VERSIONS, path: string): Tool {
  const executable = join(TOOLS, name, path);
  return {
    version: versionOf(name),
    executable,
    missing: existsSync(executable)
      ? undefined
      : `npm installed no ${name} for ${process.platform} ${process.arch}`,
  };
}

function versionOf(name: keyof typeof VERSIONS): string {
  return VERSIONS[name].replace(/^.*@/, "");
}

function inBothFormats(
  name: string,
  { version, missing }: Tool,
  command: readonly [string, ...string[]],
): Runtime[] {
  return [
    { name: `${name} ${version} ESM`, missing, command: [...command, "esm.mjs"] },
    { name: `${name} ${version} CJS`, missing, command: [...command, "cjs.cjs"] },
  ];
}

function commandLine(name: string, { version, missing, executable }: Tool): Runtime {
  return {
    name: `${name} ${version} command line`,
    missing,
    command: [...helper("cli.mjs"), executable],
  };
}

function workerd(flag: string, project: string): Runtime {
  const { version, missing, executable } = tool("@cloudflare/workerd-linux-64", "bin/workerd");
  return {
    name: `workerd ${version} ${flag}`.trimEnd(),
    missing,
    command: [...helper("workerd.mjs"), executable, flag, project],
  };
}

function chromium(bundler: "vite" | "webpack" | "esbuild", project: string): Runtime {
  const { version, missing } = tool(bundler, "package.json");
  const browser = existsSync(CHROMIUM)
    ? execFileSync(CHROMIUM, ["--version"], { encoding: "utf8", stdio: "pipe" })
    : undefined;
  return {
    name: `${browser?.replace(/ built.*/s, "") ?? "Chromium"} by ${bundler} ${version}`,
    missing: browser ? missing : NO_CHROMIUM,
    command: [...helper("chromium.mjs"), CHROMIUM, CHROMIUM_FLAGS.join(" "), bundler, project],
    isBrowser: true,
  };
}

function jest(
  jest: "jest29" | "jest30",
  environment: "node" | "jest-environment-jsdom-29" | "jest-environment-jsdom" | "jest-fixed-jsdom",
  project: string,
): Runtime {
  const { version, missing } = tool(jest, "package.json");
  return {
    name: `Jest ${version}, ${environment.replace(/^jest-environment-|-29$/g, "")}`,
    missing,
    command: [...helper("jest.mjs"), jest, environment, project],
  };
}

function vitest(
  environment: "jsdom" | "happy-dom",
  medusa: "served" | "mocked",
  project: string,
): Runtime {
  const { version, missing } = tool("vitest", "package.json");
  const around = `${environment} ${versionOf(environment)}`;
  return {
    name: `Vitest ${version}, ${around}${medusa === "mocked" ? " and msw" : ""}`,
    missing,
    command: [...helper("vitest.mjs"), environment, medusa, project],
  };
}

function reactNative(project: string): Runtime {
  const { version, missing } = tool("metro", "package.json");
  return {
    name: `React Native by Metro ${version}`,
    missing,
    command: [...helper("react-native.mjs"), project],
  };
}

/** Programs beside this file, which import what is installed there. */
function helper(name: string): [string, string] {
  return [process.execPath, join(import.meta.dirname, name)];
}
