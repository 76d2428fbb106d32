/** The one of some words that another one must have been, if there is one: at most a third of it is mistyped. */
export function closest(word: string, words: readonly string[]): string | undefined {
  const plain = normal(word);
  const distances = words.map((other) => distance(plain, normal(other)));
  const least = Math.min(...distances);
  return least <= plain.length / 3 ? words[distances.indexOf(least)] : undefined;
}

/** Whether a word is another one but for its spelling: it cannot have been meant for any other. */
export function isSpelling(word: string, other: string): boolean {
  return normal(word) === normal(other);
}

/** Capitals, blanks and invisible characters are what is mistaken most often. */
function normal(word: string): string {
  return word.toLowerCase().replace(/[\s_\-\ufeff\u200b]+/g, "");
}

/** Levenshtein's. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i++) {
    const current = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const replaced = (previous[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      current.push(Math.min(replaced, (previous[j + 1] ?? 0) + 1, (current[j] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
