import type { Backend, BackendProfile } from "./spawn.d.mts";

/** The servers that can be started, each with packages of its own: the newest first. */
export const PROFILES: readonly BackendProfile[];

/**
 * What is known of a profile without starting it.
 *
 * @throws Error when there is none of that name.
 */
export function readProfile(name: string): Pick<Backend, "version" | "apiKeyHeader"> & {
  name: BackendProfile;
  /** Where its packages are. */
  folder: string;
  /** An import finds a file by the name that it gave it alone, not by what it is told that it is called. */
  findsByNameAlone: boolean;
  /** Its events go through Redis, and its files to S3. */
  isDistributed: boolean;
};
