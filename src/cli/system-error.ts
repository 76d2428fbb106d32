/** Whether an error is one of the system: a disk that is full, a folder that nobody may write to. */
export function isSystemError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}

/** What an error of the system says, for people. */
export function systemReason(error: unknown): string {
  const { code, message } = Object(error) as { code?: unknown; message?: unknown };
  return WHY[String(code)] ?? String(message ?? error);
}

const WHY: Record<string, string> = {
  ENOSPC: "the disk is full",
  EDQUOT: "there is no room left for your files",
  EACCES: "you may not write there",
  EPERM: "you may not write there",
  EROFS: "the disk can only be read",
  ENOENT: "there is no such folder",
};
