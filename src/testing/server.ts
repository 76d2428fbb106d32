import type { Answer } from "./http.js";
import type { JobStore } from "./job-store.js";
import type { Account, FakeMedusaOptions } from "./options.js";
import type { Session, Sessions } from "./sessions.js";
import type { FakeShop } from "./shop.js";
import type { BatchJobStrategy } from "./strategies/strategy.js";

/** The settings that have a default. */
export type Settings = Required<
  Pick<FakeMedusaOptions, "baseUrl" | "clock" | "tick" | "cookieName" | "production">
>;

/** Everything that the server holds. */
export interface Server {
  readonly settings: Settings;
  readonly accounts: readonly Account[];
  readonly sessions: Sessions;
  readonly jobs: JobStore;
  readonly shop: FakeShop;
  readonly strategies: ReadonlyMap<string, BatchJobStrategy>;
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
  answer(call: EndpointCall, server: Server): Answer | Promise<Answer>;
}
