import { FileJudge, newLog } from "../judge/file.js";
import type { ReadFile } from "../read/read-file.js";
import type { Row } from "../read/row.js";
import { readRows } from "../read/rows.js";
import type { CheckReport, Problem } from "../report.js";
import type { RuleId } from "../rules/index.js";
import { serverOf } from "../server.js";
import { byteLength } from "./bytes.js";
import { hasMoreColumns, separate } from "./delimiter.js";
import { moveOffEdges } from "./edges.js";
import type { FixOptions } from "./options.js";
import { REPAIRS } from "./repairs.js";
import { RowFixer } from "./row-fixer.js";
import { type ForeignEncoding, toUtf8 } from "./transcode.js";

/** What a file is, and becomes by one repair. */
export interface Repair {
  /** What Medusa will do with the file as it is. */
  report: CheckReport;
  /** Undefined if there is nothing to repair. */
  file?: Blob | undefined;
  /** What is not wrong in it any more. */
  applied: readonly Problem[];
}

const OF_FILES: readonly RuleId[] = [
  "utf-16",
  "separator-line",
  "wrong-delimiter",
  "split-character",
];

/** Whether a repair would find nothing to do. */
export function isFine(
  { encoding, truncated, problems }: CheckReport,
  options: FixOptions,
): boolean {
  const isAsked = options.encoding !== undefined || options.delimiter !== undefined;
  if (isAsked || truncated || encoding !== "utf-8") return false;
  return !problems.some(({ rule }) => rule in REPAIRS || OF_FILES.includes(rule));
}

/** Checks a file, and repairs what stands before all else: first its encoding, then what cells are, then these. */
export async function repair(file: Blob, options: FixOptions, width?: number): Promise<Repair> {
  const { signal } = options;
  const log = newLog(options);
  const fixer = new RowFixer(file, log, width);
  const judge = new FileJudge(options, (...found) => fixer.note(...found));
  const { parser } = serverOf(options.type, options.medusa);
  const read = await readRows(file, {
    signal,
    parser,
    onHeader(header, dialect) {
      fixer.header(header, dialect);
      judge.header(header, dialect);
    },
    onRow(row) {
      judge.row(row);
      fixer.row(row);
    },
  });
  const report = judge.report(read);
  const whole = await repairWhole(file, read, report, options);
  if (whole) return { report, ...whole };
  const rows = fixer.end();
  if (rows) return { report, file: rows, applied: log.problems() };
  if (fixer.width !== undefined && width === undefined) return repair(file, options, fixer.width);
  const moved = read.torn && (await moveOffEdges(file, signal));
  return { report, file: moved, applied: moved ? of(report, "split-character") : [] };
}

type Repaired = Required<Omit<Repair, "report">>;

/** Repairs what keeps cells from being told apart. */
async function repairWhole(
  file: Blob,
  read: ReadFile,
  report: CheckReport,
  options: FixOptions,
): Promise<Repaired | undefined> {
  const { signal } = options;
  const encoding = encodingOf(read, report, options);
  if (encoding !== undefined) {
    const applied = [...of(report, "utf-16"), ...of(report, "no-utf-8")];
    return { file: await toUtf8(file, encoding, signal), applied };
  }
  const { header, dialect } = read;
  if (header === undefined) return undefined;
  const noHeader = noHeaderIn(header, report, options);
  if (noHeader) return { file: file.slice(byteLength(header)), applied: noHeader };
  const wrong = of(report, "wrong-delimiter");
  const meant = wrong[0]?.details.meant ?? options.delimiter;
  const { schema, parser } = serverOf(options.type, options.medusa);
  if (meant === undefined || !hasMoreColumns(header, dialect, String(meant), schema)) {
    return undefined;
  }
  const separated = await separate(file, String(meant), { parser, signal });
  return separated && { file: separated, applied: wrong };
}

/** What a file is encoded in, if that is no UTF-8. */
function encodingOf(
  { encoding, invalid }: ReadFile,
  report: CheckReport,
  options: FixOptions,
): ForeignEncoding | undefined {
  const isUtf16 = encoding === "utf-16le" || encoding === "utf-16be";
  if (isUtf16 && of(report, "utf-16").length > 0) return encoding;
  return invalid && options.encoding;
}

/** What is wrong with a first line that is no header, if it can be left out. */
function noHeaderIn(
  { cells }: Row,
  report: CheckReport,
  options: FixOptions,
): readonly Problem[] | undefined {
  const separatorLine = of(report, "separator-line");
  if (separatorLine.length > 0) return separatorLine;
  if (report.rows === 0 || cells.some((cell) => cell !== "")) return undefined;
  const log = newLog(options);
  log.add({ rule: "blank-line" }, () => ({ line: 1 }));
  return log.problems();
}

function of({ problems }: CheckReport, rule: RuleId): Problem[] {
  return problems.filter((problem) => problem.rule === rule);
}
