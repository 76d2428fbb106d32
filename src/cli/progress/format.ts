/** Decimal, as file managers show it: `34 kB`. */
export function bytes(size: number): string {
  const power = Math.min(3, Math.floor(Math.log10(Math.max(1, size)) / 3));
  const value = size / 1000 ** power;
  return `${value.toFixed(power > 0 && value < 9.95 ? 1 : 0)} ${["B", "kB", "MB", "GB"][power]}`;
}

/** `12 s`, `1 min 30 s`, `2 h 5 min`. */
export function elapsed(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours > 0) return withRest(`${hours} h`, minutes % 60, "min");
  if (minutes > 0) return withRest(`${minutes} min`, seconds % 60, "s");
  return `${seconds} s`;
}

function withRest(text: string, rest: number, unit: string): string {
  return rest === 0 ? text : `${text} ${rest} ${unit}`;
}

/** `62 %`. All of it only when it is all. */
export function percent(share: number): string {
  return `${Math.floor(share * 100)} %`;
}

/** `3.1 MB of 5.0 MB`. */
export function bytesOf({ loaded, total }: { loaded: number; total?: number | undefined }): string {
  return total === undefined ? bytes(loaded) : `${bytes(loaded)} of ${bytes(total)}`;
}

/** `1.2 MB/s`; nothing as long as there is little to tell by. */
export function rate(loaded: number, ms: number): string[] {
  return ms < 1000 ? [] : [`${bytes((loaded / ms) * 1000)}/s`];
}
