import stringWidth from "string-width";

const CUT = "…";

/** Text on one line, which moves no cursor and turns no direction of writing around. */
export function oneLine(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, " ")
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, "")
    .trim();
}

/** Text in so many columns of a terminal, cut at its end where it is longer. */
export function cut(text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text;
  let kept = "";
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (stringWidth(kept + segment + CUT) > columns) break;
    kept += segment;
  }
  return columns < stringWidth(CUT) ? "" : kept + CUT;
}
