import { target } from "../shop.js";
import { OLDER, type OlderProfile } from "./recorded.js";

/** Which Medusa is asked about files. */
export const profile: OlderProfile | "default" =
  OLDER.find((older) => older === target.profile) ?? "default";

/**
 * Why the server under test is not asked about files, in words for a test's name. `production` keeps files in S3, which
 * come in other pieces; 1.12 and 1.17 lie between those that are asked.
 */
export const skipped: string | undefined =
  target.profile === undefined || target.profile === profile
    ? undefined
    : `; not on ${target.profile}: its import lies between others that are asked, or its files come in other pieces`;
