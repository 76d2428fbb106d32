#!/usr/bin/env node
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { installBackend } from "./install.mjs";
import { Children } from "./processes.mjs";
import { PROFILES, readProfile } from "./profiles.mjs";
import { startShop } from "./shop.mjs";

const HELP = `Usage: node server.mjs [--profile NAME] [--instances N] [--port N] [--tick MS]
                       [--mode MODE] [--verbose]

Starts a real Medusa v1 on a new database, seeds it, and prints one JSON line when it is ready:
  {"profile", "version", "apiKeyHeader", "url", "urls", "databaseUrl", "pid", "regionId",
   "priceListId", "users": [{"id", "email", "password", "apiToken"}]}
and of the profile production "redisUrl" and "storage" too.
SIGINT, SIGTERM or the end of the process that spawned it stop it and remove everything it made.
That process may send it "kill" or "restart" and a part, such as "kill redis", and gets the words
back when it is done. Parts: medusa (all its instances), medusa-1, postgres, redis, storage.

  --profile NAME  ${PROFILES.join(", ")}: the server's version, and production for
                  1.20 with Redis (Debian's redis-server) and S3; default: default, 1.20 without
  --instances N   how many Medusas on one database; default: 1
  --port N        port of the first on 127.0.0.1; default: a free one
  --tick MS       how often Medusa looks for batch jobs to go on with; default: Medusa's own 3000
  --mode MODE     its NODE_ENV: development, or production, which gives out session cookies behind
                  TLS alone; default: development
  --verbose       Medusa's log on stderr (also: DEBUG=1)
  --help          this text`;

const ASKED = Symbol("asked to stop");

const options = readOptions();
if (options.help) {
  console.log(HELP);
} else {
  process.exit(await main(stopWhenAsked()));
}

async function main(stop) {
  try {
    await installBackend({ profile: options.profile, log, signal: stop.signal });
    await serve(stop);
  } catch (error) {
    stop.abort(error);
  }
  const { reason } = stop.signal;
  if (reason === ASKED) return 0;
  log(`The test backend failed: ${reason.message}`);
  return 1;
}

/** Serves until `stop` is aborted, and leaves nothing behind. */
async function serve(stop) {
  const { signal } = stop;
  const start = Date.now();
  const directory = await makeDirectory();
  const children = new Children(stop);
  try {
    log("Starting Medusa on a new database …");
    const { known, parts } = await startShop(directory, { ...options, children, signal });
    const seconds = ((Date.now() - start) / 1000).toFixed(1);
    log(`Medusa ${known.version} is ready at ${known.urls.join(" and ")} after ${seconds} s.`);
    obey(parts, stop);
    console.log(JSON.stringify({ ...known, pid: process.pid }));
    await once(signal, "abort");
  } catch (error) {
    // Before the children end, which would be a reason as well: the first one counts.
    stop.abort(error);
  } finally {
    await children.end();
    await rm(directory, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** Does what the process that spawned this one asks for, one thing after the other. */
function obey(parts, stop) {
  let last = Promise.resolve();
  process.on("message", (words) => {
    const [verb, part] = words.split(" ");
    last = last
      .then(() => parts[part][verb]())
      // That nobody hears it is no error: "disconnect" tells as much.
      .then(() => process.send(words, () => {}))
      .catch((error) => stop.abort(error));
  });
}

// Root's Postgres runs as nobody, who has to get through to it; root's TMPDIR may be closed.
async function makeDirectory() {
  const isRoot = process.getuid() === 0;
  const directory = await mkdtemp(path.join(isRoot ? "/tmp" : tmpdir(), "medusa-batch-jobs-"));
  if (isRoot) await chmod(directory, 0o711);
  return directory;
}

function stopWhenAsked() {
  const stop = new AbortController();
  for (const event of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"]) {
    process.on(event, () => stop.abort(ASKED));
  }
  // With a reader that is gone, writing would end this process before it has tidied up.
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", () => stop.abort(ASKED));
  if (process.connected === false) stop.abort(ASKED);
  return stop;
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        profile: { type: "string", default: "default" },
        instances: { type: "string", default: "1" },
        port: { type: "string", default: "0" },
        tick: { type: "string" },
        mode: { type: "string", default: "development" },
        verbose: { type: "boolean", default: Boolean(process.env.DEBUG) },
        help: { type: "boolean", default: false },
      },
    });
    readProfile(values.profile);
    return {
      ...values,
      instances: integer("instances", values.instances),
      port: integer("port", values.port),
      tick: integer("tick", values.tick),
    };
  } catch (error) {
    log(`${error.message}\n\n${HELP}`);
    process.exit(2);
  }
}

function integer(name, text) {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw new Error(`--${name} takes a whole number, not "${text}"`);
  return Number(text);
}

function log(line) {
  process.stderr.write(`${line}\n`);
}
