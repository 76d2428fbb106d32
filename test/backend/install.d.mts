import type { BackendProfile } from "./spawn.d.mts";

/**
 * Installs what starts a server, and the packages of a profile (about 250 MB), where they are
 * missing or old; otherwise returns at once.
 */
export function installBackend(options?: {
  /** Default: `default`. */
  profile?: BackendProfile;
  /** Takes lines about the progress; default: `console.error`. */
  log?: (line: string) => void;
  signal?: AbortSignal;
}): Promise<void>;
