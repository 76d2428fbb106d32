const CSV = "text/csv";

/** A file of this realm's blobs: in jest-fixed-jsdom `File` is of another one, and in old runtimes there is none. */
export function toFile(content: Blob, name: string): File {
  if (typeof File === "function" && Object.getPrototypeOf(File) === Blob) {
    return new File([content], name, { type: CSV });
  }
  const blob = new Blob([content], { type: CSV });
  return Object.assign(blob, { name, lastModified: Date.now(), webkitRelativePath: "" });
}
