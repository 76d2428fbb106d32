import { PROFILES } from "../backend/profiles.mjs";
import type { BackendProfile } from "../backend/spawn.mjs";
import type { PromiseId } from "./promises.js";

/** What a profile does otherwise than 1.20 with the local event bus and local files. */
export interface Difference {
  promise: PromiseId;
  profiles: readonly BackendProfile[];
  /** `differs`: the promise holds, in another way. `cannot`: it has no such thing. */
  kind: "differs" | "cannot";
  /** How, or why: for the reader of docs/medusa-v1.md. */
  why: string;
}

const OLDER = PROFILES.filter((name) => name !== "default" && name !== "production");

/** Those before a minor version of Medusa 1, such as 17. */
function before(minor: number): BackendProfile[] {
  return OLDER.filter((name) => Number(name.split(".")[1]) < minor);
}

const LOCAL = PROFILES.filter((name) => name !== "production");

/** All of them; the contract's tests ask here what to expect, and `npm run test:shops` prints them. */
export const DIFFERENCES: readonly Difference[] = [
  {
    promise: "token",
    profiles: before(17),
    kind: "differs",
    why: "goes as `Authorization: Bearer`; the client finds out by one more request, once",
  },
  {
    promise: "jwt",
    profiles: before(17),
    kind: "cannot",
    why: "`/admin/auth/token` is missing; `createSession` works",
  },
  {
    promise: "wrongKey",
    profiles: ["production"],
    kind: "differs",
    why: "the job fails within some seconds; with local files it stays `created` for ever",
  },
  {
    promise: "uploads",
    profiles: ["production"],
    kind: "differs",
    why: "a key has its time behind the name, and the address is the store's",
  },
  {
    promise: "deleteUpload",
    profiles: ["production"],
    kind: "cannot",
    why: "answers `deleted: true`, and the file stays: medusa-file-s3 and Medusa do not agree on a name",
  },
  {
    promise: "downloadUrl",
    profiles: ["production"],
    kind: "differs",
    why: "is presigned, and good for a minute; `ExportedFile` asks for another one when it is over",
  },
  {
    promise: "browser",
    profiles: ["production"],
    kind: "differs",
    why: "whether a page may read a file is for the store to say: by the CORS rules of the bucket",
  },
  {
    promise: "outage",
    profiles: ["production"],
    kind: "differs",
    why: "an import that it was at is not lost: it is taken up again, once, within about a minute",
  },
  {
    promise: "csv",
    profiles: ["production"],
    kind: "differs",
    why: "files of S3 come in other pieces, at whose edges other letters may break; what else a file does is asked on `default`",
  },
  {
    promise: "quirks",
    profiles: ["production"],
    kind: "differs",
    why: "a `fileKey` is no path; of two confirms the second one is worked at when the first is done, and fails then",
  },
  {
    promise: "fake",
    profiles: PROFILES.filter((name) => name !== "default"),
    kind: "cannot",
    why: "is compared with `default`: it is 1.20.11 with local files, and of older versions it has what `version` says",
  },
  {
    promise: "refusals",
    profiles: before(17),
    kind: "differs",
    why: "takes any `authorization: Bearer` for an API token, and answers 500 to a wrong one",
  },
  {
    promise: "deleteUpload",
    profiles: before(18),
    kind: "cannot",
    why: "answers `deleted: true`, and the file is still served",
  },
  {
    promise: "list",
    profiles: before(12),
    kind: "differs",
    why: "of two bounds of a date the server minds one: the client leaves out the rows beyond the other one, and `count` has them",
  },
  {
    promise: "fifty",
    profiles: before(12),
    kind: "cannot",
    why: "jobs that are prepared hold two database connections each: a dozen at one time take all ten of the pool, and hang the server until it is restarted. Raise `database_extra.max`, or create them one after the other",
  },
  {
    promise: "cli",
    profiles: before(17),
    kind: "differs",
    why: "`mbj whoami` names the user of a session, and not whose an API token is",
  },
  {
    promise: "quirks",
    profiles: before(12),
    kind: "differs",
    why: "an export with a `q` exports what it announces",
  },
  {
    promise: "csv",
    profiles: OLDER,
    kind: "differs",
    why: "is asked of templates, repaired files and the shop that is read; the 1,724 files of the corpus were asked about on 1.16 and 1.8, too, and a sample is asked again",
  },
  {
    promise: "storage",
    profiles: LOCAL,
    kind: "cannot",
    why: "has local files; S3 is on `production`",
  },
  {
    promise: "redis",
    profiles: LOCAL,
    kind: "cannot",
    why: "has the local event bus; Redis is on `production`",
  },
  {
    promise: "instances",
    profiles: LOCAL,
    kind: "cannot",
    why: "has sessions, events and files in one process; what several share is on `production`",
  },
];

/** What is to be expected of a promise on a profile, where it is not what the others do. */
export function differenceOf(
  promise: PromiseId,
  profile: BackendProfile | undefined,
): Difference | undefined {
  if (profile === undefined) return undefined;
  return DIFFERENCES.find((it) => it.promise === promise && it.profiles.includes(profile));
}
