import { parseOrigins } from "./cors.js";
import type { Answer } from "./http.js";
import { JobStore } from "./job-store.js";
import {
  type Account,
  DEFAULT_ADMIN_CORS,
  DEFAULT_COOKIE_NAME,
  DEFAULT_TICK_MS,
  DEFAULT_USERS,
  type FakeMedusaOptions,
  makeAccount,
} from "./options.js";
import { type Session, Sessions } from "./sessions.js";
import { FakeShop } from "./shop.js";
import { BUILT_IN_STRATEGIES } from "./strategies/index.js";
import type { BatchJobStrategy } from "./strategies/strategy.js";
import { DEFAULT_VERSION, minorOf } from "./version.js";

/** The settings that have a default. */
export type Settings = Required<
  Pick<FakeMedusaOptions, "baseUrl" | "clock" | "tick" | "eventBus" | "cookieName" | "production">
> & {
  /** Of its version: 20 of 1.20.11. */
  minor: number;
};

/** A request that reached the fake. */
export interface LoggedRequest {
  method: string;
  path: string;
  /** With its question mark; empty if there is none. */
  query: string;
  headers: Record<string, string>;
}

/** Everything that the server holds. */
export interface Server {
  readonly settings: Settings;
  /** What arrived, in order. */
  readonly requests: LoggedRequest[];
  readonly accounts: readonly Account[];
  /** Whose pages may read what is below `/admin`. */
  readonly adminOrigins: ReturnType<typeof parseOrigins>;
  /** Whose pages may read files. */
  readonly fileOrigins: ReturnType<typeof parseOrigins>;
  readonly sessions: Sessions;
  readonly jobs: JobStore;
  readonly shop: FakeShop;
  readonly strategies: ReadonlyMap<string, BatchJobStrategy>;
}

/** A server to which nothing has happened yet. */
export function makeServer(options: FakeMedusaOptions, baseUrl: string): Server {
  const { users = DEFAULT_USERS, clock = Date.now, tick = DEFAULT_TICK_MS } = options;
  const { cookieName = DEFAULT_COOKIE_NAME, production = false, strategies = [] } = options;
  const { eventBus = "local" } = options;
  const { adminCors = DEFAULT_ADMIN_CORS, fileCors = "" } = options;
  const { version = DEFAULT_VERSION } = options;
  const now = clock();
  return {
    settings: {
      baseUrl,
      clock,
      tick,
      eventBus,
      cookieName,
      production,
      minor: minorOf(version),
    },
    requests: [],
    accounts: users.map((user) => makeAccount(user, now)),
    adminOrigins: parseOrigins(adminCors),
    fileOrigins: parseOrigins(fileCors),
    sessions: new Sessions(),
    jobs: new JobStore(),
    shop: new FakeShop(options, now),
    strategies: new Map(
      [...BUILT_IN_STRATEGIES, ...strategies].map((strategy) => [strategy.type, strategy]),
    ),
  };
}

/** A request on its way through the server. */
export interface Call {
  readonly method: string;
  /** As it was sent, still escaped. */
  readonly path: string;
  /** With its question mark. */
  readonly search: string;
  readonly request: Request;
  readonly session: Session;
  /** The how many-th request it is. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A request that an endpoint answers. */
export interface EndpointCall extends Call {
  /** The unescaped `:id` of the path. */
  readonly id: string;
  /** The JSON body; `{}` for any other. */
  readonly body: unknown;
  /** Who asks; empty for public endpoints. */
  readonly userId: string;
}

/** What the server does at a method and a path. */
export interface Endpoint {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  /** It needs no authentication. */
  readonly isPublic?: true;
  /** The minor version that it came with. Default: all have it. */
  readonly since?: number;
  answer(call: EndpointCall, server: Server): Answer | Promise<Answer>;
}
