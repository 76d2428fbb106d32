const UNITS = [
  { unit: "day", ms: 86_400_000 },
  { unit: "hour", ms: 3_600_000 },
  { unit: "minute", ms: 60_000 },
] as const;

/** "3 minutes ago", "yesterday"; what has just been is "now". */
export function relativeTime(locale: string, time: number, now: number): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  // The server's clock may be ahead.
  const elapsed = Math.max(0, now - time);
  const { unit, ms } = UNITS.find(({ ms }) => elapsed >= ms) ?? { unit: "second", ms: Infinity };
  return format.format(-Math.floor(elapsed / ms), unit);
}

/** The date and time to the second. */
export function exactTime(locale: string, time: number): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" }).format(time);
}

/** "12 sec", "3 min", "2 hr". */
export function shortDuration(locale: string, elapsed: number): string {
  const { unit, ms } = UNITS.find(({ ms }) => elapsed >= ms) ?? { unit: "second", ms: 1_000 };
  const format = new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" });
  return format.format(Math.floor(elapsed / ms));
}

/** "42%"; 100 only when it is all. */
export function percentage(locale: string, share: number): string {
  const shown = share < 1 ? Math.min(share, 0.99) : 1;
  return new Intl.NumberFormat(locale, { style: "percent" }).format(shown);
}
