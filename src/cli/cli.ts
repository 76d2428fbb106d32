import type { Medusa } from "medusa-batch-jobs";
import type { Host } from "./host.js";
import type { Progress } from "./progress/progress.js";
import type { GlobalFlags } from "./settings/flags.js";
import type { Settings } from "./settings/settings.js";
import type { Output } from "./terminal/output.js";
import type { Wire } from "./wire/wire.js";

/** What a command works with. */
export interface Cli {
  host: Host;
  flags: GlobalFlags;
  settings: Settings;
  output: Output;
  progress: Progress;
  /** What `--debug` shows. */
  wire?: Wire | undefined;
  /** Whether a person can be asked. */
  isInteractive: boolean;
  /** A client that is logged in: once, however often it is asked for. */
  connect(): Promise<Medusa>;
  /** That client, and how it logged in. */
  connection(): Promise<Connection>;
  /** Logs out where that leaves something, and listens to nothing any more. */
  close(): Promise<void>;
}

/** A client that is logged in. */
export interface Connection {
  medusa: Medusa;
  way: "API token" | "JWT" | "session";
  /** Leaves no session behind. It never throws: what was asked for is done by then. */
  close(): Promise<void>;
}
