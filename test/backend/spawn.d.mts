/**
 * Which server: `default` is 1.20 with the local event bus and local files, `production` 1.20 with
 * Redis and S3; the others are older versions, with the local event bus and local files.
 */
export type BackendProfile = "default" | "production" | "1.17" | "1.16" | "1.12" | "1.8";

/** A process of it, or all that are Medusa; `redis` and `storage` are those of `production`. */
export type BackendPart = "medusa" | `medusa-${number}` | "postgres" | "redis" | "storage";

/** The S3 of `production`. */
export interface BackendStorage {
  /** Its origin; objects are under the bucket's name, as with `forcePathStyle`. */
  url: string;
  bucket: string;
  /** How long a URL of a file is good, in seconds. */
  urlSeconds: number;
  accessKeyId: string;
  secretAccessKey: string;
}

/** An admin user of the seeded shop. */
export interface BackendUser {
  id: string;
  email: string;
  password: string;
  /** For the header {@link Backend.apiKeyHeader}. */
  apiToken: string;
}

/** A running Medusa with a seeded database of its own. */
export interface Backend {
  profile: BackendProfile;
  /** Medusa's, such as `1.20.11`. */
  version: string;
  /** Where it takes API tokens: up to 1.16 as `Bearer` in `authorization`. */
  apiKeyHeader: "x-medusa-access-token" | "authorization";
  /** Its origin, such as `http://127.0.0.1:41234`, without a trailing slash. */
  url: string;
  /** Those of all its instances, `url` first. */
  urls: string[];
  /** Its Postgres, on a Unix socket, with all rights; see `openDatabase`. */
  databaseUrl: string;
  /** Its Redis, a Unix socket: `new Redis(redisUrl)` of ioredis takes it. */
  redisUrl?: string;
  storage?: BackendStorage;
  /** `admin@medusa-test.com`, then `other@medusa-test.com`. */
  users: [admin: BackendUser, other: BackendUser];
  /** The region "EU": eur, Germany, no tax. */
  regionId: string;
  /** A sale without prices yet. */
  priceListId: string;
  /**
   * Kills a part, as an outage does: what it had not written is lost, its port is closed. Default:
   * Medusa, all its instances. The others live on. Resolves when it is dead.
   */
  kill(part?: BackendPart): Promise<void>;
  /**
   * Starts a part again after {@link kill} (or kills it first), on the same port and what it has
   * left. Resolves when it serves requests; Medusa in 2 to 5 s.
   */
  restart(part?: BackendPart): Promise<void>;
  /**
   * Stops it, removes everything it made, and resolves when its process has ended. May be called
   * more than once.
   */
  stop(): Promise<void>;
}

/** Options of {@link startBackend}. */
export interface BackendOptions {
  /** Default: `default`. */
  profile?: BackendProfile;
  /** How many Medusas on one database; default: 1. */
  instances?: number;
  /** Port of the first one on 127.0.0.1; default: a free one. */
  port?: number;
  /** How often Medusa looks for batch jobs to go on with, in ms; default: Medusa's own 3000. */
  tick?: number;
  /**
   * Its NODE_ENV; default: `development`. In `production` Medusa gives out its session cookie over TLS
   * alone: behind a proxy that says so.
   */
  mode?: "development" | "production";
  /** Takes lines about the progress of the installation and the start; default: `console.error`. */
  log?: (line: string) => void;
}

/**
 * Installs the backend's packages if needed (once, 15 to 90 s) and starts a real Medusa v1 on an
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
