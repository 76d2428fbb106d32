/** Whether a stream cannot be written because who reads it has left. */
export function isPipeClosed(error: Error & { code?: string }): boolean {
  return error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED";
}
