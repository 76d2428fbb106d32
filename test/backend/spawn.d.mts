/** An admin user of the seeded shop. */
export interface BackendUser {
  id: string;
  email: string;
  password: string;
  /** For the header `x-medusa-access-token`. */
  apiToken: string;
}

/** A running Medusa with a seeded database of its own. */
export interface Backend {
  /** Its origin, such as `http://127.0.0.1:41234`, without a trailing slash. */
  url: string;
  /** Its Postgres, on a Unix socket, with all rights; see `openDatabase`. */
  databaseUrl: string;
  /** `admin@medusa-test.com`, then `other@medusa-test.com`. */
  users: [admin: BackendUser, other: BackendUser];
  /** The region "EU": eur, Germany, no tax. */
  regionId: string;
  /** A sale without prices yet. */
  priceListId: string;
  /**
   * Kills Medusa with SIGKILL, as an outage does: what it had not written is lost, its port is
   * closed. The database lives on. Resolves when it is dead.
   */
  kill(): Promise<void>;
  /**
   * Starts Medusa again after {@link kill} (or kills it first), on the same port, database and
   * files, without migrations and seed. Resolves when it serves requests, in 2 to 5 s.
   */
  restart(): Promise<void>;
  /**
   * Stops it, removes everything it made, and resolves when its process has ended. May be called
   * more than once.
   */
  stop(): Promise<void>;
}

/** Options of {@link startBackend}. */
export interface BackendOptions {
  /** Port on 127.0.0.1; default: a free one. */
  port?: number;
  /** How often Medusa looks for batch jobs to go on with, in ms; default: Medusa's own 3000. */
  tick?: number;
  /** Takes lines about the progress of the installation and the start; default: `console.error`. */
  log?: (line: string) => void;
}

/**
 * Installs the backend's packages if needed (once, 15 to 60 s) and starts a real Medusa v1 on an
 * empty, seeded database (5 to 10 s). It ends with this process, however that ends. Each call
 * starts another one.
 *
 * @throws Error with the end of its log when the installation fails or the server ends too early.
 *
 * @example
 * const backend = await startBackend({ tick: 50 });
 * const medusa = new Medusa({ baseUrl: backend.url, apiKey: backend.users[0].apiToken });
 * await backend.stop();
 */
export function startBackend(options?: BackendOptions): Promise<Backend>;
