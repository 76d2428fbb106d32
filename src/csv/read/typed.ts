/** What papaparse makes of a cell. A `Date` can be an invalid one. */
export type Typed = null | boolean | number | Date | string;

// The three patterns are papaparse's own, and so is what they let through: that of dates is anchored at
// its start in one alternative and at its end in another, so that it finds a date in the midst of a text.
const FLOAT = /^\s*-?(\d+\.?|\.\d+|\d+\.\d+)([eE][-+]?\d+)?\s*$/;
const ISO_DATE =
  /^(\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d+([+-][0-2]\d:[0-5]\d|Z))|(\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d([+-][0-2]\d:[0-5]\d|Z))|(\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d([+-][0-2]\d:[0-5]\d|Z))$/;
const MAX_FLOAT = 2 ** 53;

/** What a date has at least; a cell without it need not be searched. */
const SHORTEST_DATE = "2000-01-01T00:00Z".length;

const WORDS: ReadonlyMap<string, null | boolean> = new Map([
  ["", null],
  ["true", true],
  ["TRUE", true],
  ["false", false],
  ["FALSE", false],
]);
const LONGEST_WORD = "false".length;

/** What the server takes a cell for: papaparse's `dynamicTyping`. */
export function typed(cell: string): Typed {
  return typedBy(cell, hasDate);
}

/** The same by a newer papaparse, to which a text with a date in it is a text. */
export function typedOfWholeDates(cell: string): Typed {
  return typedBy(cell, isDate);
}

function typedBy(cell: string, isTaken: (cell: string) => boolean): Typed {
  const word = cell.length > LONGEST_WORD ? undefined : WORDS.get(cell);
  if (word !== undefined) return word;
  if (beginsLikeNumber(cell) && FLOAT.test(cell)) {
    const number = Number.parseFloat(cell);
    if (Math.abs(number) < MAX_FLOAT) return number;
  }
  const mayBeDate = cell.length >= SHORTEST_DATE && cell.includes("T");
  return mayBeDate && isTaken(cell) ? new Date(cell) : cell;
}

/** Texts mostly begin with letters, and numbers with none; white space is above them, too. */
function beginsLikeNumber(cell: string): boolean {
  const first = cell.charCodeAt(0);
  return first <= 0x39 || first > 0x7f;
}

function hasDate(cell: string): boolean {
  return ISO_DATE.test(cell);
}

function isDate(cell: string): boolean {
  return ISO_DATE.exec(cell)?.[0] === cell;
}
