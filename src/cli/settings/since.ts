import { InvalidArgumentError } from "@commander-js/extra-typings";
import { parseDuration } from "./duration.js";

/** `24h` ago, or a date: `2026-11-01` begins at midnight here, `2026-11-01T06:00Z` says where. */
export function parseSince(text: string, now = Date.now()): Date {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return validDate(new Date(`${text}T00:00`));
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return validDate(new Date(text));
  try {
    return new Date(now - parseDuration(text));
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
