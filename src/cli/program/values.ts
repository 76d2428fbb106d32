import { InvalidArgumentError } from "@commander-js/extra-typings";
import type { MedusaVersion } from "medusa-batch-jobs/csv";
import { parseDuration } from "../settings/duration.js";

/** A whole number, from 0 on. */
export function parseCount(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}

/** A whole number, from 1 on. */
export function parsePositive(text: string): number {
  const count = parseCount(text);
  if (count === 0) throw new InvalidArgumentError("It must be 1 or more.");
  return count;
}

/** How long a key is remembered: the SDK refuses what a job could outlive. */
export function parseWindow(text: string): number {
  const window = parseDuration(text);
  if (window < SHORTEST_WINDOW_MS) throw new InvalidArgumentError("It must be 2h or longer.");
  return window;
}

const SHORTEST_WINDOW_MS = 2 * 3_600_000;

/** A version of Medusa v1. */
export function parseVersion(text: string): MedusaVersion {
  if (!isVersion(text)) throw new InvalidArgumentError("It looks like 1.20, or 1.8.2.");
  return text;
}

function isVersion(text: string): text is MedusaVersion {
  return /^1\.\d+(\.\d+)?$/.test(text);
}

/** The id of a job. */
export function parseId(text: string): string {
  if (!isId(text)) throw new InvalidArgumentError("A job's id looks like batch_01HXYZ.");
  return text;
}

/** Letters, digits, `_` and `-` are what Medusa's ids are made of. */
export function isId(text: string): boolean {
  return /^[\w-]{1,255}$/.test(text);
}

/** `name: value`, once for each header. */
export function collectHeader(text: string, before: Record<string, string> = {}) {
  const [, name, value] = /^([^:\s]+):\s*(.*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError('It must be "name: value".');
  }
  return { ...before, [name]: value };
}

/** `name=value`, once for each filter; one that is given again takes both. */
export function collectFilter(text: string, before: Record<string, string | string[]> = {}) {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError("It must be name=value.");
  }
  const known = Object.hasOwn(before, name) ? before[name] : undefined;
  return { ...before, [name]: known === undefined ? value : [known, value].flat() };
}

/** One of several values, or several of them. */
export function collect(text: string, before: string[] = []): string[] {
  return [...before, text];
}
