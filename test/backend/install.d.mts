/** Installs the backend's packages where they are missing or old (about 310 MB); otherwise returns at once. */
export function installBackend(options?: {
  /** Takes lines about the progress; default: `console.error`. */
  log?: (line: string) => void;
  signal?: AbortSignal;
}): Promise<void>;
