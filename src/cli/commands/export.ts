import type { Cli } from "../cli.js";
import { followOptions } from "../follow.js";
import { leaveFor } from "../leave.js";
import { checkTarget } from "../output-file.js";
import type { Result } from "../result.js";
import { type ContextFlags, contextOf } from "../settings/context.js";
import { deliver, placeOf, type TargetFlags } from "./download.js";

/** The flags of `export`. */
export interface ExportFlags extends ContextFlags, TargetFlags {}

/** What people call the exports that Medusa has. */
const TYPES: Record<string, string> = { products: "product-export", orders: "order-export" };

/** Exports to a file. */
export async function runExport(cli: Cli, what: string, flags: ExportFlags): Promise<Result> {
  const { host, progress, settings } = cli;
  const type = Object.hasOwn(TYPES, what) ? (TYPES[what] ?? what) : what;
  await checkTarget(placeOf(flags), { force: flags.force, folder: true });
  const context = await contextOf(host, flags);
  progress.step(`Exporting ${what} from ${settings.url}`);
  const leave = leaveFor(cli, { goesOn: () => true, fetches: true });
  const { batchJobs } = (await cli.connect()).admin;
  const work = async () => {
    const file = await batchJobs.exportFile<string>({
      type,
      context,
      ...followOptions(cli, leave),
      cancelOnAbort: true,
    });
    return deliver(cli, file, flags, leave.signal);
  };
  return leave.of(work());
}
