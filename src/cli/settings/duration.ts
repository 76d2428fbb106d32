import { InvalidArgumentError } from "@commander-js/extra-typings";

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `30m` in milliseconds. A number alone is refused: seconds or milliseconds, nobody would know. */
export function parseDuration(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text) ?? [];
  if (number === undefined || unit === undefined || !isUnit(unit)) {
    throw new InvalidArgumentError("Say it with its unit: 90s, 30m, 24h, 7d.");
  }
  const milliseconds = Math.round(Number(number) * UNITS[unit]);
  if (milliseconds === 0) throw new InvalidArgumentError("It must be longer than nothing.");
  if (!Number.isSafeInteger(milliseconds)) throw new InvalidArgumentError("That is too long.");
  return milliseconds;
}

function isUnit(text: string): text is keyof typeof UNITS {
  return Object.hasOwn(UNITS, text);
}
