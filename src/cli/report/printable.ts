/** What moves a cursor, ends a line, or turns the direction of writing, and what nobody sees. */
const UNPRINTABLE = /[\p{Cc}\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

const NAMES: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** What a file holds, on one line, and so that it does nothing to a terminal. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => NAMES[character] ?? codeOf(character));
}

function codeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
