import { installIn } from "../runtimes/install.js";

/** Installs this folder's packages where they are missing (25 MB, 10 s). */
export default async function installPackages(): Promise<void> {
  await installIn(import.meta.dirname, []);
}
