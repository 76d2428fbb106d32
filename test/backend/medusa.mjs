import { fork } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { configurationOf } from "./configuration.mjs";
import { databaseUrl, killPostgres } from "./postgres.mjs";
import { readProfile } from "./profiles.mjs";
import { killRedis } from "./redis.mjs";
import { seed } from "./seed.mjs";

const SELF = fileURLToPath(import.meta.url);
const LOOPBACK = "127.0.0.1";

/**
 * Starts a process that loads Medusa. It is a process of its own because Medusa prints to stdout,
 * ends the process when it cannot start, and blocks it for seconds while it loads. `services` are
 * the Redis and the S3 that it works with, if any. `again`: on the folder and the database that
 * another one has made.
 */
export function startMedusa(directory, options) {
  const { children, verbose, mode, profile, services, port, tick, again = false } = options;
  const args = { directory, profile, services, port, tick, again };
  const medusa = fork(SELF, [JSON.stringify(args)], {
    env: medusaEnvironment(directory, mode),
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
function medusaEnvironment(directory, mode) {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PG|MEDUSA_)/.test(name));
  return {
    ...Object.fromEntries(inherited),
    NODE_ENV: mode,
    MEDUSA_DISABLE_TELEMETRY: "true",
    XDG_CONFIG_HOME: configFolder(directory),
  };
}

function configFolder(directory) {
  return path.join(directory, "config");
}

if (process.argv[1] === SELF) await main(JSON.parse(process.argv[2]));

async function main({ directory, profile, services, port, tick, again }) {
  guard(directory);
  const told = once(process, "message");
  turnTelemetryOff(directory);
  const { folder, apiKeyHeader, findsByNameAlone } = readProfile(profile);
  const require = createRequire(path.join(folder, "package.json"));
  const work = path.join(directory, "medusa");
  const app = require("express")();
  // On a new folder first of all, because file-local writes the port into the URLs of its files.
  const url = again ? undefined : await listen(app, port);
  if (!again) makeWorkFolder(work, { url, folder, database: databaseUrl(directory), ...services });
  process.chdir(work);

  if (tick !== undefined) shortenTick(require, tick);
  const { config, flags, load } = loadMedusa(require, work);
  if (findsByNameAlone) keepNames(require);

  await told;
  if (!again) await migrate(require, work, config, flags);
  const { container } = await load({ directory: work, expressApp: app });
  // As Medusa's own command line does: nobody meets a server without routes.
  const served = url ?? (await listen(app, port));
  const seeded = again ? {} : await seed({ container, url, apiKeyHeader });
  surviveErrors();
  process.send({ url: served, ...seeded });
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
    killRedis(directory);
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
function makeWorkFolder(work, { folder, ...settings }) {
  mkdirSync(path.join(work, "uploads"), { recursive: true });
  symlinkSync(path.join(folder, "node_modules"), path.join(work, "node_modules"));
  writeFileSync(
    path.join(work, "medusa-config.js"),
    `module.exports = ${JSON.stringify(configurationOf(settings))};\n`,
  );
  // Every project has one; an import may be sent after it.
  const project = { name: "medusa-test-shop", private: true };
  writeFileSync(path.join(work, "package.json"), `${JSON.stringify(project, undefined, 2)}\n`);
}

async function listen(app, port) {
  const server = app.listen(port, LOOPBACK);
  await once(server, "listening");
  return `http://${LOOPBACK}:${server.address().port}`;
}

// The outbox of Medusa's event bus sleeps this long between two looks; nothing else uses this
// module.
function shortenTick(require, tick) {
  require("@medusajs/medusa/dist/utils/sleep").sleep = () => sleep(tick);
}

// An old import looks for the rows that it has prepared under the name that it gave the file, as S3 and
// MinIO keep it. file-local puts the time before it, and the import completes without a row.
function keepNames(require) {
  const { default: Files } = require("@medusajs/file-local/dist/services/local-file-service");
  Files.prototype.getUploadStreamDescriptor = async function ({ name, ext }) {
    const fileKey = `${name}.${ext}`;
    this.ensureDirExists(path.dirname(fileKey));
    const writeStream = createWriteStream(path.join(this.uploadDir_, fileKey));
    const url = `${this.backendUrl_}/${this.uploadDir_}/${fileKey}`;
    return { url, fileKey, writeStream, promise: once(writeStream, "finish") };
  };
}

// The models look at the feature flags one tick after they were loaded: nothing may be awaited in
// between.
function loadMedusa(require, work) {
  const config = require("@medusajs/medusa/dist/loaders/config").default(work);
  const flags = require("@medusajs/medusa/dist/loaders/feature-flags").default(config);
  const load = require("@medusajs/medusa/dist/loaders").default;
  return { config, flags, load };
}

// What `medusa migrations run` does, without ending the process.
async function migrate(require, work, config, flags) {
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
