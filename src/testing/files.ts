import type { Bytes } from "./bytes.js";

/** A file of the server. */
export interface StoredFile {
  bytes: Bytes;
  /** Milliseconds since 1970. */
  modified: number;
}

// A project has one: whoever names it from among the uploads gets it read, and deleted when an import of it succeeds.
const PROJECT_FILE = "../package.json";
const PROJECT = `{
  "name": "medusa-starter-default",
  "version": "0.0.1",
  "private": true,
  "dependencies": {
    "@medusajs/medusa": "1.20.11"
  }
}
`;

/** The files of the server, by key. */
export class FileStore {
  // jsdom has no TextEncoder, and a fake can be made there all the same.
  readonly #files = new Map<string, StoredFile>([
    [PROJECT_FILE, { bytes: Uint8Array.from(PROJECT, (c) => c.charCodeAt(0)), modified: 0 }],
  ]);

  get(key: string): StoredFile | undefined {
    return this.#files.get(this.#pathOf(key) ?? "");
  }

  /** Whether there is a folder of this name; an empty one is the folder of all files. */
  hasFolder(name: string): boolean {
    return name === "" || this.keys().some((key) => key.startsWith(`${name}/`));
  }

  /** Of what was uploaded or written. */
  keys(): string[] {
    return [...this.#files.keys()].filter((key) => key !== PROJECT_FILE);
  }

  /** The content as text, a byte-order mark included. */
  text(key: string): string | undefined {
    const file = this.get(key);
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
    const bytes = typeof content === "string" ? encoded(content) : content;
    this.#files.set(keyAt(at), { bytes, modified: now });
    return keyAt(at);
  }

  delete(key: string): void {
    this.#files.delete(this.#pathOf(key) ?? "");
  }

  // A key is a path below the folder, which the file system follows wherever it leads; it leaves no folder that is not
  // there.
  #pathOf(key: string): string | undefined {
    const way = [FOLDER];
    for (const step of key.split("/")) {
      if (step === "..") {
        if (!this.hasFolder(way.slice(1).join("/"))) return undefined;
        way.pop();
      } else if (step !== "" && step !== ".") way.push(step);
    }
    const [first, ...rest] = way;
    return first === FOLDER ? rest.join("/") : `../${way.join("/")}`;
  }
}

const FOLDER = "uploads";

function encoded(text: string): Bytes {
  return new TextEncoder().encode(text);
}
