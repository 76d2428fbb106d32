/** How much text is kept before it becomes a blob, which a browser can put on disk. */
const MAX_TEXT = 1 << 20;

/** A blob in the making. What is text is encoded by the blob: not every runtime has a `TextEncoder`. */
export class Parts {
  readonly #parts: Blob[] = [];
  #text = "";

  /** Adds text; it must not end within a pair of surrogates. */
  write(text: string): void {
    this.#text += text;
    if (this.#text.length > MAX_TEXT) this.#flush();
  }

  add(part: Blob): void {
    this.#flush();
    this.#parts.push(part);
  }

  toBlob(): Blob {
    this.#flush();
    return new Blob(this.#parts);
  }

  #flush(): void {
    if (this.#text !== "") this.#parts.push(new Blob([this.#text]));
    this.#text = "";
  }
}
