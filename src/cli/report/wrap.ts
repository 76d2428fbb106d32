import stringWidth from "string-width";

/** Lines that are longer than this are hard to read, however wide the terminal is. */
const WIDEST = 100;

/**
 * Breaks a text between words.
 *
 * @param width Of the terminal; `undefined` where there is none: programs want a text on one line.
 * @param indent In front of each line.
 */
export function wrap(text: string, width: number | undefined, indent = ""): string {
  const limit = width === undefined ? Number.POSITIVE_INFINITY : Math.min(width, WIDEST);
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? indent + word : `${line} ${word}`;
    if (line === "" || stringWidth(longer) <= limit) {
      line = longer;
    } else {
      lines.push(line);
      line = indent + word;
    }
  }
  return [...lines, line].join("\n");
}
