import { styleText } from "node:util";
import type { Host } from "../host.js";

type Format = Parameters<typeof styleText>[0];

/** Puts text in colours, or leaves it as it is. */
export type Style = (format: Format, text: string) => string;

/** What a stream is to be written with. https://no-color.org, https://force-color.org */
export function styleFor(stream: NodeJS.WriteStream, env: Host["env"], isWanted: boolean): Style {
  const isOff = !isWanted || Boolean(env.NO_COLOR) || env.TERM === "dumb";
  const isOn = !isOff && (stream.isTTY || Boolean(env.FORCE_COLOR));
  // It is decided here; newer versions of Node would look at stdout.
  return (format, text) => (isOn ? stylesText(format, text) : text);
}

/** Node 20.12 takes one format at a time. */
function stylesText(format: Format, text: string): string {
  return [format]
    .flat()
    .reduceRight((styled, one) => styleText(one, styled, { validateStream: false }), text);
}
