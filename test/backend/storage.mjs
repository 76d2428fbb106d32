import { fork } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const SELF = fileURLToPath(import.meta.url);
const BUCKET = "shop";
/** How long its URLs are good. */
const URL_SECONDS = 60;
/** The keys that s3rver knows. */
const CREDENTIALS = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };
/** As a shop sets it up whose dashboard is on another origin, and downloads with ranges. */
const CORS = `<CORSConfiguration>
  <CORSRule>
    <AllowedOrigin>*</AllowedOrigin>
    <AllowedMethod>GET</AllowedMethod>
    <AllowedMethod>HEAD</AllowedMethod>
    <AllowedHeader>*</AllowedHeader>
    <ExposeHeader>Accept-Ranges</ExposeHeader>
    <ExposeHeader>Content-Range</ExposeHeader>
    <ExposeHeader>ETag</ExposeHeader>
  </CORSRule>
</CORSConfiguration>`;

/**
 * Starts an S3 with a bucket in `directory`, on what another one has left there; `packages` is the
 * folder that has s3rver. Resolves to its process, and to what its users need to know.
 */
export async function startStorage(directory, { children, signal, packages, port }) {
  const args = JSON.stringify({ directory: path.join(directory, "storage"), packages, port });
  const storage = fork(SELF, [args], {
    execArgv: [],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  children.add(storage, { name: "S3", killSignal: "SIGKILL" });
  const [url] = await once(storage, "message", { signal });
  return { process: storage, url, bucket: BUCKET, urlSeconds: URL_SECONDS, ...CREDENTIALS };
}

if (process.argv[1] === SELF) await main(JSON.parse(process.argv[2]));

async function main({ directory, packages, port }) {
  process.once("disconnect", () => process.exit());
  const S3rver = createRequire(path.join(packages, "package.json"))("s3rver");
  const configureBuckets = [{ name: BUCKET, configs: [CORS] }];
  const server = new S3rver({
    address: "127.0.0.1",
    port,
    directory,
    silent: true,
    configureBuckets,
  });
  const address = await server.run();
  process.send(`http://127.0.0.1:${address.port}`);
}
