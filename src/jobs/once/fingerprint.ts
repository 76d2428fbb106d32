import { sha256 } from "@noble/hashes/sha2";
import { invalidArgument, messageOf } from "../../errors.js";
import { readBlob } from "../../http/blobs.js";
import { isRecord } from "../../http/kinds.js";
import { throwIfAborted } from "../../http/signals.js";
import { withoutMarks } from "./marks.js";

/** What a job is to do, and the file that it is to do it with. */
export interface Work {
  type: string;
  context: object;
  content?: Blob | undefined;
}

/**
 * What a job is to do, in 64 hexadecimal digits: the SHA-256 of its type, its context and its file's bytes,
 * which are read in constant memory. Not of `fileKey`: it is another one for each upload of the same file.
 * WebCrypto has no hash of a stream, and is missing on pages served over plain http.
 *
 * @throws MedusaInvalidRequestError if the file cannot be read.
 */
export async function fingerprintOf(work: Work, signal?: AbortSignal): Promise<string> {
  const { type, context, content } = work;
  const hash = sha256.create();
  const { fileKey: _, ...rest }: Record<string, unknown> = { ...withoutMarks(context) };
  hash.update(bytesOf(canonicalJson([type, rest])));
  if (content !== undefined) await addContent(hash, content, signal);
  return Array.from(hash.digest(), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function addContent(
  hash: ReturnType<typeof sha256.create>,
  content: Blob,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    for await (const chunk of readBlob(content)) {
      throwIfAborted(signal);
      hash.update(chunk);
    }
  } catch (error) {
    throwIfAborted(signal);
    throw invalidArgument(
      `The file to import cannot be read, which a key needs: ${messageOf(error)}. (React Native reads none: give no key there.)`,
    );
  }
}

/** JSON in which the order of an object's keys makes no difference, in ASCII: jsdom and React Native have no `TextEncoder`. */
function canonicalJson(value: unknown): string {
  const json = JSON.stringify(value, (_key, part: unknown) =>
    isRecord(part) ? Object.fromEntries(Object.entries(part).sort(byName)) : part,
  );
  return json.replace(
    /[^ -~]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function bytesOf(ascii: string): Uint8Array {
  return Uint8Array.from(ascii, (char) => char.charCodeAt(0));
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
