/**
 * What a problem comes to on the server: `refused`, the job fails or hangs; `changed`, it completes, and something
 * is lost, altered, or not imported; `suspicious`, it does what the file says, which may not be meant.
 */
export type Severity = "refused" | "changed" | "suspicious";

/** One way in which a file goes wrong. */
export interface Rule {
  severity: Severity;
  /** What is one problem, however often it is there: one for the file, for a column, or for each value of a column. */
  per: "file" | "column" | "value";
  /**
   * When it shows: while the file is read, while the job is prepared, or when it is processed. Only what is
   * prepared has counts.
   */
  at: "reading" | "preparing" | "processing";
  /** What the server says, or does without a word. */
  server: string;
}

export type Rules = Readonly<Record<string, Rule>>;
