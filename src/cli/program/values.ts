import { InvalidArgumentError } from "@commander-js/extra-typings";

/** A whole number, from 0 on. */
export function parseCount(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
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
  const known = before[name];
  return { ...before, [name]: known === undefined ? value : [known, value].flat() };
}

/** One of several values, or several of them. */
export function collect(text: string, before: string[] = []): string[] {
  return [...before, text];
}
