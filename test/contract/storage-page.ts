import { request } from "node:http";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { CHROMIUM, CHROMIUM_FLAGS } from "../support/chromium.js";
import { serve } from "../support/listen.js";
import type { ContractTarget } from "./global-setup.js";

/** How much of a file comes before the connection breaks. */
const BREAK = 100;

/** A page of an origin of its own, in Chromium, with a way to S3 that breaks once. */
export interface StoragePage {
  /** What went that way. */
  asked: { method: string | undefined; range: string | undefined }[];
  /** Reads the file of a job. */
  read(id: string, shop: ContractTarget): Promise<string>;
  close(): Promise<void>;
}

/** @param storage The origin of S3. */
export async function openStoragePage(storage: string): Promise<StoragePage> {
  const asked: StoragePage["asked"] = [];
  const script = await bundle();
  const site = await serve(({ url }, response) => {
    response.setHeader("content-type", url === "/" ? "text/html" : "text/javascript");
    response.end(url === "/" ? '<script src="/page.js"></script>' : script);
  });
  const way = await serve(({ method, url, headers }, response) => {
    asked.push({ method, range: headers.range });
    // Signed for the host of S3.
    const { host } = new URL(storage);
    const onward = request(`${storage}${url}`, { method, headers: { ...headers, host } });
    onward.on("response", (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      if (asked.length > 1) answer.pipe(response);
      else {
        answer.once("data", (chunk) => {
          response.write(chunk.subarray(0, BREAK), () => response.socket?.end());
        });
      }
    });
    onward.end();
  });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS });
  const page = await browser.newPage();
  await page.goto(site.url);
  return {
    asked,
    read: (id, { url, admin }) =>
      page.evaluate((given) => Reflect.get(globalThis, "read")(given), {
        id,
        baseUrl: url,
        apiKey: admin.apiToken,
        storage,
        way: way.url,
      }),
    async close() {
      await browser.close();
      for (const server of [site, way]) server.close();
    },
  };
}

const PAGE = `
  import Medusa from "./src/index.js";
  globalThis.read = async ({ id, baseUrl, apiKey, storage, way }) => {
    const file = await new Medusa({ baseUrl, apiKey }).admin.batchJobs.fileOf(id);
    file.url = file.url.replace(storage, way);
    return file.text();
  };
`;

/** The SDK for a page. */
async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: PAGE, resolveDir: fileURLToPath(new URL("../..", import.meta.url)) },
    bundle: true,
    platform: "browser",
    format: "iife",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}
