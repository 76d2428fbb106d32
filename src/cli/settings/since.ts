import { InvalidArgumentError } from "@commander-js/extra-typings";
import { parseDuration } from "./duration.js";

/** `24h` ago, or a date: `2026-11-01` begins at midnight here, `2026-11-01T06:00Z` says where. */
export function parseSince(text: string, now = Date.now()): Date {
  const [, date, time = "T00:00"] = /^(\d{4}-\d\d-\d\d)(T.+)?$/.exec(text) ?? [];
  if (date === undefined) return validDate(new Date(now - durationOf(text)));
  if (!isDay(date)) throw noDate();
  return validDate(new Date(date + time));
}

/** JavaScript takes February 30 for March 2. */
function isDay(date: string): boolean {
  const day = new Date(`${date}T00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date);
}

function durationOf(text: string): number {
  try {
    return parseDuration(text);
  } catch {
    throw noDate();
  }
}

function validDate(date: Date): Date {
  if (Number.isNaN(date.getTime())) throw noDate();
  return date;
}

function noDate(): InvalidArgumentError {
  return new InvalidArgumentError("Say how long ago (90s, 30m, 24h, 7d), or a date: 2026-11-01.");
}
