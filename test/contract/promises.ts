/** A promise, and the tests of this suite that hold it: file, then the names of groups and test. */
interface ContractPromise {
  promise: string;
  tests: readonly RegExp[];
}

/** What the SDK promises of every Medusa, in the order of docs/medusa-v1.md. */
export const PROMISES = {
  token: { promise: "An API token is enough", tests: [/^auth.* an API token/, /^auth.* polling/] },
  session: { promise: "`createSession` logs in by a cookie", tests: [/^auth.* createSession/] },
  jwt: { promise: "`getToken` logs in by a JWT", tests: [/^auth\S+ getToken/] },
  refusals: {
    promise: "A refusal says what happened and what to do",
    tests: [/^auth.* without credentials/, /^words/],
  },
  create: { promise: "`create`, and what Medusa refuses", tests: [/^batch-jobs.* create /] },
  life: { promise: "A job runs, or says what failed", tests: [/^batch-jobs.* a job /] },
  change: { promise: "`confirm` and `cancel`", tests: [/^batch-jobs.* (confirm|cancel) /] },
  ownership: {
    promise: "Another user's job stays another's",
    tests: [/^batch-jobs.* (another|an id)/],
  },
  list: { promise: "`list`: pages, filters, statuses, iterating", tests: [/^list/] },
  wait: { promise: "`wait`, `watch` and `run`", tests: [/^follow.* (wait|watch|run) /] },
  watchList: { promise: "`watchList`", tests: [/^watch-list(?!.* fifty)/] },
  fifty: { promise: "Fifty jobs at one time", tests: [/^watch-list.* fifty/] },
  import: {
    promise: "`importFile`",
    tests: [/^batch-jobs.* product import/, /^follow.* importFile/],
  },
  wrongKey: {
    promise: "A wrong `fileKey` is told",
    tests: [/^batch-jobs.* product import without/, /^follow.* wait explains an import/],
  },
  export: {
    promise: "`exportFile`",
    tests: [/^follow.* exportFile/, /^storage.* a download that breaks/],
  },
  keys: { promise: "One key, one applied job", tests: [/^once/] },
  uploads: { promise: "`uploads`", tests: [/^uploads.* (create|createProtected) /] },
  deleteUpload: {
    promise: "`uploads.delete`",
    tests: [/^uploads.* delete /, /^follow.* a file is not/],
  },
  downloadUrl: { promise: "`uploads.getPresignedDownloadUrl`", tests: [/^uploads.* getPresigned/] },
  csv: { promise: "A checked CSV is imported as the check says", tests: [/^csv/] },
  custom: { promise: "`custom`: any endpoint", tests: [/^custom/] },
  browser: { promise: "A page of `admin_cors` may do it all", tests: [/^browser/] },
  cli: { promise: "`mbj`", tests: [/^cli/, /^scripts/] },
  outage: { promise: "An outage ends no wait", tests: [/^outage/] },
  quirks: { promise: "Quirks of Medusa that the docs tell", tests: [/^quirks/] },
  storage: { promise: "Files in S3", tests: [/^storage.* on S3/] },
  redis: { promise: "Events through Redis", tests: [/^redis/] },
  instances: { promise: "Several instances behind one address", tests: [/^instances/] },
  fake: { promise: "`FakeMedusa` answers the same", tests: [/^(alike|replay)/] },
} satisfies Record<string, ContractPromise>;

export type PromiseId = keyof typeof PROMISES;

export const PROMISE_IDS = Object.keys(PROMISES) as PromiseId[];
