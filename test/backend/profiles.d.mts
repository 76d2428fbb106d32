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
  /** Its events go through Redis, and its files to S3. */
  isDistributed: boolean;
};
