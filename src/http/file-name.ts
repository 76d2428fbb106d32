/** What Windows takes for a drive, a wildcard or a pipe; control characters, and those that turn text around. */
const RESERVED = /[<>:"|?*\p{Cc}\p{Cf}]/gu;

/**
 * The last part of a path, fit to be the name of a file in any folder: it leads to no other folder,
 * and is not hidden.
 *
 * @param fallback What it is called if nothing is left.
 */
export function toFileName(path: string, fallback: string): string {
  const last = path.split(/[/\\]/).at(-1) ?? "";
  // Windows drops dots and blanks at the end of a name: "..." is "..".
  return last.replace(RESERVED, "").replace(/^[.\s]+|[.\s]+$/g, "") || fallback;
}
