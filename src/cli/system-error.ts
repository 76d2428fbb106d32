/** Whether an error is one of the system: a disk that is full, a folder that nobody may write to. */
export function isSystemError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}

/** The name that the system has for an error, such as `ENOENT`. */
export function codeOf(error: unknown): string {
  return String(Object(error).code);
}

/** Whether an error of the system says that nothing is there, nor a folder that it could be in. */
export function isAbsence(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR"].includes(codeOf(error));
}

/** What an error of the system says, for people. */
export function systemReason(error: unknown): string {
  return WHY[codeOf(error)] ?? String(Object(error).message ?? error);
}

const WHY: Record<string, string> = {
  ENOSPC: "the disk is full",
  EDQUOT: "there is no room left for your files",
  EACCES: "you may not write there",
  EPERM: "you may not write there",
  EROFS: "the disk can only be read",
  ENOENT: "there is no such folder",
  ENAMETOOLONG: "no name is that long",
  // Of Node: a NUL.
  ERR_INVALID_ARG_VALUE: "no file can have that name",
};
