/** The version that the fake plays, unless told otherwise. */
export const DEFAULT_VERSION = "1.20.11";

/**
 * The minor version of a Medusa 1: 20 of `"1.20.11"`. It is what the fake's differences go by.
 *
 * @throws {TypeError} for what is no version of Medusa 1
 */
export function minorOf(version: string): number {
  const minor = /^1\.(\d+)(?:\.\d+)?$/.exec(version)?.[1];
  if (minor !== undefined) return Number(minor);
  throw new TypeError(`version must be one of Medusa 1, such as "1.16.1", not "${version}".`);
}
