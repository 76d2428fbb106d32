import type { Bytes } from "./bytes.js";

/** A file of the server. */
export interface StoredFile {
  bytes: Bytes;
  /** Milliseconds since 1970. */
  modified: number;
}

/** The files of the server, by key. */
export class FileStore {
  readonly #files = new Map<string, StoredFile>();

  get(key: string): StoredFile | undefined {
    return this.#files.get(key);
  }

  /** Whether there is a folder of this name; an empty one is the folder of all files. */
  hasFolder(name: string): boolean {
    return name === "" || this.keys().some((key) => key.startsWith(`${name}/`));
  }

  keys(): string[] {
    return [...this.#files.keys()];
  }

  /** The content as text, a byte-order mark included. */
  text(key: string): string | undefined {
    const file = this.#files.get(key);
    return file && new TextDecoder("utf-8", { ignoreBOM: true }).decode(file.bytes);
  }

  /**
   * Stores a file the way Medusa's local file service does, in the folder of its name and under
   * `<milliseconds>-<base name>`, and gives its key.
   */
  add(name: string, content: string | Bytes, now: number): string {
    const slash = name.lastIndexOf("/") + 1;
    const keyAt = (at: number) => `${name.slice(0, slash)}${at}-${name.slice(slash)}`;
    // A clock that stands still must not make two uploads one.
    let at = now;
    while (this.#files.has(keyAt(at))) at++;
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    this.#files.set(keyAt(at), { bytes, modified: now });
    return keyAt(at);
  }

  delete(key: string): void {
    this.#files.delete(key);
  }
}
