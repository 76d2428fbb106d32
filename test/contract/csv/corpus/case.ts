import type { Question } from "../oracle.js";

/** A file that the server is asked about. */
export interface Case extends Question {
  /** What it is, in plain words; no other one of its group has it. */
  name: string;
}
