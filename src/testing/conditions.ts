/** What a conditional request compares with. */
export interface Validators {
  etag?: string | undefined;
  lastModified?: string | undefined;
}

/** Whether the client has it already: 304. It is asked of files and of what was just made alike. */
export function isFresh(headers: Headers, { etag, lastModified }: Validators): boolean {
  const [since, noneMatch] = [headers.get("if-modified-since"), headers.get("if-none-match")];
  if (!since && !noneMatch) return false;
  if (/(?:^|,)\s*no-cache\s*(?:,|$)/.test(headers.get("cache-control") ?? "")) return false;
  if (noneMatch && noneMatch !== "*" && !matches(noneMatch, etag)) return false;
  return !since || isNotAfter(lastModified, since);
}

/** Whether the file is not the one that the client means: 412. */
export function isAnotherFile(headers: Headers, { etag, lastModified }: Validators): boolean {
  const match = headers.get("if-match");
  if (match) return match !== "*" && !matches(match, etag);
  const since = Date.parse(headers.get("if-unmodified-since") ?? "");
  return !Number.isNaN(since) && !(Date.parse(lastModified ?? "") <= since);
}

/** Whether the range is one of the file that the client knows. */
export function isRangeWanted(headers: Headers, { etag = "", lastModified }: Validators): boolean {
  const condition = headers.get("if-range");
  if (!condition) return true;
  return condition.includes('"') ? condition.includes(etag) : isNotAfter(lastModified, condition);
}

// Weak or strong is all the same.
function matches(tags: string, etag = ""): boolean {
  const isEqual = (tag: string) => tag === etag || tag === `W/${etag}` || `W/${tag}` === etag;
  return tags.split(",").some((tag) => isEqual(tag.trim()));
}

// What is no date is after everything.
function isNotAfter(date: string | undefined, limit: string): boolean {
  return Date.parse(date ?? "") <= Date.parse(limit);
}
