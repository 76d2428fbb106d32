// Plays the scenario as an application of React Native does, bundled by Metro with React Native's own settings:
// node react-native.mjs <project> <urls>
// There is no device: the bundle runs in a realm that has what React Native gives it, see react-native-globals.js.
import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";

const [project, urls] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const TOOLS = join(import.meta.dirname, "node_modules");
const cookies = new Map();

const context = createContext({
  native: {
    send,
    encode: (text) => Buffer.from(text),
    decode: (bytes) => Buffer.from(bytes).toString(),
  },
  ...{ console, performance, setTimeout, clearTimeout, setInterval, clearInterval },
  ...{ setImmediate, queueMicrotask, atob, btoa },
});
const run = async (path) => runInContext(await readFile(path, "utf8"), context, path);

await run(join(import.meta.dirname, "react-native-globals.js"));
// React Native's own, as they are.
await run(require.resolve("abort-controller/dist/abort-controller.umd.js"));
await run(join(TOOLS, "whatwg-fetch/dist/fetch.umd.js"));
runInContext("Object.assign(globalThis, AbortControllerShim)", context);

await run(await bundle());
const steps = await runInContext(`play(${urls})`, context);
console.log(JSON.stringify(steps));

async function bundle() {
  const Metro = require("metro");
  const { getDefaultConfig, mergeConfig } = require("@react-native/metro-config");
  const out = join(project, "react-native.bundle.js");
  // What an application of React Native has beside the package.
  const installed = ["@babel/runtime", "@react-native/js-polyfills", "metro-runtime"];
  const config = mergeConfig(getDefaultConfig(project), {
    serializer: { getModulesRunBeforeMainModule: () => [] },
    resolver: { nodeModulesPaths: [TOOLS], useWatchman: false },
    watchFolders: [project, ...installed.map((name) => join(TOOLS, name))],
    cacheStores: [],
    reporter: { update() {} },
  });
  const options = { entry: "page.mjs", out, platform: "android", dev: false, minify: false };
  await Metro.runBuild(config, options);
  return out;
}

/** The platform's HTTP: it keeps cookies by itself, and does not stream. */
function send({ method, url, headers, body, withCredentials }, settle) {
  const jar = [...cookies].map((cookie) => cookie.join("=")).join("; ");
  const cookie = headers.cookie ?? (withCredentials && jar ? jar : undefined);
  const sent = { ...headers, "content-length": body?.length ?? 0, ...(cookie && { cookie }) };
  const outgoing = request(url, { method, headers: sent });
  outgoing.on("response", async (incoming) => {
    try {
      const chunks = await incoming.toArray();
      for (const line of incoming.headers["set-cookie"] ?? []) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        cookies.set(name, value);
      }
      const answer = {
        status: incoming.statusCode,
        headers: incoming.headers,
        bytes: Buffer.concat(chunks),
      };
      settle(undefined, answer);
    } catch (error) {
      settle(error);
    }
  });
  outgoing.on("error", (error) => settle(error));
  outgoing.end(body);
  return () => outgoing.destroy();
}
