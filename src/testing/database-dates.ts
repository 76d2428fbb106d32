import { unknownError } from "./api-error.js";

const LAST_YEAR = 294_276;
const WORDS = /^[+-]?infinity$|^(now|today|tomorrow|yesterday|epoch)$/i;

/**
 * A text as Postgres reads it for a timestamp: milliseconds since 1970, or `NaN`, which equals none, for its own words.
 *
 * @throws {FakeApiError} 500 for what it does not read
 */
export function databaseInstant(value: unknown): number {
  const text = typeof value === "string" ? value.trim() : "";
  if (WORDS.test(text)) return Number.NaN;
  const instant = /^\d{6,}$/.test(text) ? digitsInstant(text) : dateInstant(text);
  if (Number.isNaN(instant)) throw unknownError();
  return instant;
}

// Digits are a year, a month and a day: 1764120101 is 1 January 176412. So one in 27 of the Unix seconds is a date.
function digitsInstant(digits: string): number {
  const [, years = "", month = "", day = ""] = /^(\d+)(\d\d)(\d\d)$/.exec(digits) ?? [];
  const isShort = digits.length === 6;
  const year = isShort ? Number(years) + (Number(years) < 70 ? 2000 : 1900) : Number(years);
  return year <= LAST_YEAR ? calendarInstant(year, Number(month), Number(day)) : Number.NaN;
}

// Neither another number nor a year or a month alone is a date.
function dateInstant(text: string): number {
  if (/^[-+]?[\d.]+(e\d+)?$|^\d+-\d+$/i.test(text)) return Number.NaN;
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})/.exec(text) ?? [];
  const isDay = !Number.isNaN(calendarInstant(Number(year), Number(month), Number(day)));
  return year === undefined || isDay ? Date.parse(text) : Number.NaN;
}

// The 30th of February is none.
function calendarInstant(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? Number(date) : Number.NaN;
}
