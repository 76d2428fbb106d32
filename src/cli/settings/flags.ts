/** The ways to show progress. */
export const PROGRESS_MODES = ["auto", "bar", "lines", "jsonl", "none"] as const;

export type ProgressMode = (typeof PROGRESS_MODES)[number];

/** The flags that every command takes. */
export interface GlobalFlags {
  url?: string | undefined;
  email?: string | undefined;
  tokenFile?: string | undefined;
  passwordFile?: string | undefined;
  envFile?: string | undefined;
  /** Milliseconds for a whole wait. */
  timeout?: number | undefined;
  retries?: number | undefined;
  header?: Record<string, string> | undefined;
  json?: true | undefined;
  progress: ProgressMode;
  quiet?: true | undefined;
  debug?: true | undefined;
  color: boolean;
  input: boolean;
  cancelOnInterrupt?: true | undefined;
}
