import type { IBufferCell, Terminal } from "@xterm/headless";

/** A piece of a line in one colour. */
export interface Run {
  text: string;
  look: "plain" | "dim" | "green" | "cyan" | "red" | "yellow" | "bold";
}

/** What a person sees, with its colours. */
export function runsOf(emulator: Terminal): (readonly Run[])[] {
  const { active } = emulator.buffer;
  const lines = Array.from({ length: emulator.rows }, (_, row) => {
    const line = active.getLine(active.baseY + row);
    const runs: Run[] = [];
    for (let column = 0; column < emulator.cols; column++) {
      const cell = line?.getCell(column);
      if (cell === undefined || cell.getWidth() === 0) continue;
      const [text, look] = [cell.getChars() || " ", lookOf(cell)];
      const last = runs.at(-1);
      if (last?.look === look) last.text += text;
      else runs.push({ text, look });
    }
    return trimmed(runs);
  });
  return lines.slice(0, lines.findLastIndex((runs) => runs.length > 0) + 1);
}

const COLOURS: Record<number, Run["look"]> = { 1: "red", 2: "green", 3: "yellow", 6: "cyan" };

function lookOf(cell: IBufferCell): Run["look"] {
  const colour = cell.isFgPalette() ? COLOURS[cell.getFgColor()] : undefined;
  if (colour !== undefined) return colour;
  if (cell.isDim()) return "dim";
  return cell.isBold() ? "bold" : "plain";
}

function trimmed(runs: readonly Run[]): readonly Run[] {
  const last = runs.at(-1);
  if (last === undefined) return [];
  const text = last.text.trimEnd();
  const before = runs.slice(0, -1);
  return text === "" ? trimmed(before) : [...before, { ...last, text }];
}

const LINE = 20;
const CHARACTER = 8.43;
const PADDING = 16;
const BAR = 32;
const GAP = 20;

/** Windows of a terminal, one below the other, on a page that is light or dark. */
export function toSvg(
  windows: readonly (readonly (readonly Run[])[])[],
  columns: number,
  title: string,
): string {
  const width = Math.ceil(columns * CHARACTER) + 2 * PADDING;
  let top = 1;
  const drawn = windows.map((lines) => {
    const height = BAR + lines.length * LINE + PADDING;
    const svg = drawWindow(lines, top, width, height);
    top += height + GAP;
    return svg;
  });
  const height = top - GAP + 1;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width + 2}" height="${height}" viewBox="0 0 ${width + 2} ${height}">
<title>${escaped(title)}</title>
<style>
text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #e6edf3; white-space: pre }
.dim { fill: #8b949e } .green { fill: #3fb950 } .cyan { fill: #39c5cf } .red { fill: #ff7b72 } .yellow { fill: #d29922 } .bold { font-weight: bold }
</style>
${drawn.join("\n")}
</svg>
`;
}

function drawWindow(
  lines: readonly (readonly Run[])[],
  top: number,
  width: number,
  height: number,
): string {
  const buttons = ["#ff5f57", "#febc2e", "#28c840"].map(
    (colour, index) =>
      `<circle cx="${PADDING + 6 + index * 18}" cy="${top + 17}" r="5.5" fill="${colour}"/>`,
  );
  const texts = lines.map((runs, index) => drawText(runs, top + BAR + 15 + index * LINE));
  return [
    `<rect x="1" y="${top}" width="${width}" height="${height}" rx="9" fill="#0d1117" stroke="#30363d"/>`,
    ...buttons,
    ...texts,
  ].join("\n");
}

function drawText(runs: readonly Run[], y: number): string {
  const shown = trimmed(runs);
  const spans = shown.map(({ text, look }) =>
    look === "plain" ? escaped(text) : `<tspan class="${look}">${escaped(text)}</tspan>`,
  );
  const length = shown.reduce((sum, { text }) => sum + text.length, 0);
  return `<text x="${PADDING}" y="${y}" textLength="${(length * CHARACTER).toFixed(1)}" xml:space="preserve">${spans.join("")}</text>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
