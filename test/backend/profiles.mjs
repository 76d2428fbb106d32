import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("./profiles/", import.meta.url));

/** The servers that can be started, each with packages of its own: the newest first. */
export const PROFILES = ["default", "production", "1.17", "1.16", "1.12", "1.8"];

/** What is known of a profile without starting it. */
export function readProfile(name) {
  if (!PROFILES.includes(name))
    throw new Error(`There is no profile "${name}". There are: ${PROFILES.join(", ")}.`);
  const folder = path.join(FOLDER, name);
  const { dependencies } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  const version = dependencies["@medusajs/medusa"];
  return {
    name,
    folder,
    version,
    apiKeyHeader: minorOf(version) < 17 ? "authorization" : "x-medusa-access-token",
    /** An import finds a file by the name that it gave it alone, not by what it is told that it is called. */
    findsByNameAlone: minorOf(version) < 15,
    /** Its events go through Redis, and its files to S3. */
    isDistributed: "@medusajs/event-bus-redis" in dependencies,
  };
}

function minorOf(version) {
  return Number(version.split(".")[1]);
}
