// Plays the scenario in Chromium, in a page of another origin than the Medusa's. It is a program of its own, and not
// TypeScript, because what it imports is installed by run.ts: node chromium.mjs <executable> <flags> <bundler> <project> <urls>
import { once } from "node:events";
import { mkdtemp, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { chromium } from "playwright-core";
import { bundlers } from "./bundle.mjs";

const [executablePath, flags, bundler, project, urls] = process.argv.slice(2);
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript" };

const folder = await mkdtemp(join(project, `${bundler}-`));
const warnings = await bundlers[bundler](project, folder);
const server = await serve(folder);
const browser = await chromium.launch({ executablePath, args: flags.split(" ") });
try {
  const page = await browser.newPage();
  page.on("pageerror", ({ message }) => warnings.push(message));
  await page.goto(`http://127.0.0.1:${server.address().port}`);
  const steps = await page.evaluate((urls) => globalThis.play(urls), JSON.parse(urls));
  console.log(JSON.stringify([{ name: "bundle", error: warnings.join("\n") }, ...steps]));
} finally {
  await browser.close();
  server.close();
}

async function serve(folder) {
  const server = createServer(async ({ url }, response) => {
    const path = url === "/" ? "/index.html" : url;
    response.setHeader("content-type", TYPES[extname(path)] ?? "application/octet-stream");
    response.end(await readFile(join(folder, path)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}
