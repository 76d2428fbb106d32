import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { databaseUrl, killPostgres } from "./postgres.mjs";
import { seed } from "./seed.mjs";

const SELF = fileURLToPath(import.meta.url);
const require = createRequire(import.meta.url);

/**
 * Starts a process that loads Medusa. It is a process of its own because Medusa prints to stdout,
 * ends the process when it cannot start, and blocks it for seconds while it loads. `again`: on the
 * folder and the database that another one has left behind.
 */
export function startMedusa(directory, { children, port, tick, verbose, again = false }) {
  const medusa = fork(SELF, [JSON.stringify({ directory, port, tick, again })], {
    env: medusaEnvironment(directory),
    execArgv: [],
    stdio: verbose ? ["ignore", 2, 2, "ipc"] : ["ignore", "pipe", "pipe", "ipc"],
  });
  return children.add(medusa, { name: "Medusa", killSignal: "SIGKILL" });
}

/**
 * Lets it use its database, which runs now; resolves to what the seed made and the URL when it
 * serves requests.
 */
export async function serveMedusa(medusa, signal) {
  medusa.send("serve");
  const [backend] = await once(medusa, "message", { signal });
  return backend;
}

// NODE_ENV "test", which vitest sets, makes Medusa mock its database; PG* variables would lead it
// to another one; MEDUSA_FF_* are feature flags.
function medusaEnvironment(directory) {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PG|MEDUSA_)/.test(name));
  return {
    ...Object.fromEntries(inherited),
    NODE_ENV: "development",
    MEDUSA_DISABLE_TELEMETRY: "true",
    XDG_CONFIG_HOME: configFolder(directory),
  };
}

function configFolder(directory) {
  return path.join(directory, "config");
}

if (process.argv[1] === SELF) await main(JSON.parse(process.argv[2]));

async function main({ directory, port, tick, again }) {
  guard(directory);
  const told = once(process, "message");
  turnTelemetryOff(directory);
  const work = path.join(directory, "medusa");
  const app = require("express")();
  // On a new folder first of all, because file-local writes the port into the URLs of its files.
  const url = again ? undefined : await listen(app, port);
  if (!again) makeWorkFolder(work, { url, database: databaseUrl(directory) });
  process.chdir(work);

  if (tick !== undefined) shortenTick(tick);
  const { config, flags, load } = loadMedusa(work);

  await told;
  if (!again) await migrate(work, config, flags);
  const { container } = await load({ directory: work, expressApp: app });
  // As Medusa's own command line does: nobody meets a server without routes.
  if (again) await listen(app, port);
  const seeded = again ? {} : await seed({ container, url });
  surviveErrors();
  process.send({ url, ...seeded });
}

// As Medusa's own command line does: the missing file of an import is an error that nothing handles.
function surviveErrors() {
  for (const event of ["uncaughtException", "unhandledRejection"]) {
    process.on(event, (error) => console.error(error));
  }
}

// When the process that started this one was killed, nobody else is left to tidy up. A failed
// write, to a log that nobody reads any more, may be the first sign of it.
function guard(directory) {
  const tidy = () => {
    killPostgres(directory);
    rmSync(directory, { recursive: true, force: true, maxRetries: 10 });
    process.exit(1);
  };
  process.once("disconnect", tidy);
  for (const stream of [process.stdout, process.stderr]) stream.once("error", tidy);
  if (!process.connected) tidy();
}

// MEDUSA_DISABLE_TELEMETRY alone is not enough: when Medusa exits, it leaves a detached process
// behind that writes to this folder once more.
function turnTelemetryOff(directory) {
  const folder = path.join(configFolder(directory), "medusa");
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    path.join(folder, "config.json"),
    JSON.stringify({ telemetry: { enabled: false } }),
  );
}

// Medusa finds its configuration and plugins, and writes its uploads, in the current directory.
function makeWorkFolder(work, { url, database }) {
  mkdirSync(path.join(work, "uploads"), { recursive: true });
  symlinkSync(path.join(path.dirname(SELF), "node_modules"), path.join(work, "node_modules"));
  writeConfig(work, { url, database });
  // Every project has one; an import may be sent after it.
  const project = { name: "medusa-test-shop", private: true };
  writeFileSync(path.join(work, "package.json"), `${JSON.stringify(project, undefined, 2)}\n`);
}

async function listen(app, port) {
  const server = app.listen(port, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${server.address().port}`;
}

function writeConfig(work, { url, database }) {
  const cors = "/^http:\\/\\/(localhost|127\\.0\\.0\\.1)(:\\d+)?$/";
  const config = {
    projectConfig: {
      database_url: database,
      jwt_secret: "test-jwt-secret",
      cookie_secret: "test-cookie-secret",
      admin_cors: cors,
      store_cors: cors,
    },
    plugins: [
      { resolve: "@medusajs/file-local", options: { upload_dir: "uploads", backend_url: url } },
    ],
    modules: {
      eventBus: { resolve: "@medusajs/event-bus-local" },
      cacheService: { resolve: "@medusajs/cache-inmemory" },
    },
  };
  writeFileSync(
    path.join(work, "medusa-config.js"),
    `module.exports = ${JSON.stringify(config)};\n`,
  );
}

// The outbox of Medusa's event bus sleeps this long between two looks; nothing else uses this
// module.
function shortenTick(tick) {
  require("@medusajs/medusa/dist/utils/sleep").sleep = () => sleep(tick);
}

// The models look at the feature flags one tick after they were loaded: nothing may be awaited in
// between.
function loadMedusa(work) {
  const config = require("@medusajs/medusa/dist/loaders/config").default(work);
  const flags = require("@medusajs/medusa/dist/loaders/feature-flags").default(config);
  const load = require("@medusajs/medusa/dist/loaders").default;
  return { config, flags, load };
}

// What `medusa migrations run` does, without ending the process.
async function migrate(work, config, flags) {
  const migrations = require("@medusajs/medusa/dist/commands/utils/get-migrations");
  const { DataSource } = require("typeorm");
  const source = new DataSource({
    type: "postgres",
    url: config.projectConfig.database_url,
    migrations: [
      ...migrations.default(work, flags).coreMigrations,
      ...migrations.getModuleSharedResources(config, flags).migrations,
    ],
  });
  await source.initialize();
  await source.runMigrations();
  await source.destroy();
}
