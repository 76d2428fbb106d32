/** A blob with a name. */
export type NamedBlob = Blob & { readonly name: string };

/** A file for a form. It is no `File`: in jest-fixed-jsdom those are none of its own blobs. */
export function toNamedBlob(content: BlobPart, name: string, type = ""): NamedBlob {
  return Object.assign(new Blob([content], { type }), { name });
}

/** A blob of this realm: a blob or `FormData` writes another's as "[object Blob]". */
export async function toOwnBlob(blob: Blob): Promise<Blob> {
  if (blob instanceof Blob) return blob;
  const { name = "", type }: { name?: string; type: string } = blob;
  return toNamedBlob(await bytesOf(blob), name, type);
}

/** The chunks of a blob. */
export function readBlob(blob: Blob): AsyncIterable<Uint8Array> {
  return "stream" in blob ? blob.stream() : oneChunk(blob);
}

async function* oneChunk(blob: Blob): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(await bytesOf(blob));
}

/** What is in a blob. Those of jsdom can be read by its `FileReader` alone. */
async function bytesOf(blob: Blob): Promise<ArrayBuffer> {
  if ("arrayBuffer" in blob) return blob.arrayBuffer();
  const reader = new FileReader();
  await new Promise((resolve, reject) => {
    reader.onload = resolve;
    reader.onerror = () => reject(reader.error);
    reader.readAsArrayBuffer(blob);
  });
  return Object(reader.result);
}

/** UTF-8 as text. */
export async function decode(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  if (typeof TextDecoder === "undefined") return decodeByHand(chunks);
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

/** As URLs are decoded: jsdom and React Native have nothing else. */
async function decodeByHand(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  let escaped = "";
  for await (const chunk of chunks) {
    for (const byte of chunk) escaped += `%${byte.toString(16).padStart(2, "0")}`;
  }
  return decodeURIComponent(escaped).replace(/^\ufeff/, "");
}
