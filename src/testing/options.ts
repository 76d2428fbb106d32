import type { User } from "../types/auth.js";
import { entityId, randomToken } from "./ids.js";
import type { FakeShopOptions } from "./shop.js";
import type { BatchJobStrategy } from "./strategies/strategy.js";

/** A user who may log in. */
export interface FakeUser {
  /** Default: a new one. */
  id?: string | undefined;
  email: string;
  password: string;
  /** For `x-medusa-access-token`; up to 1.16 for `Authorization: Bearer`. Default: a new one. */
  apiToken?: string | undefined;
  firstName?: string | undefined;
  lastName?: string | undefined;
}

/** How a {@link FakeMedusa} begins. */
export interface FakeMedusaOptions extends FakeShopOptions {
  /** Where it seems to be; files get URLs below it. Default: {@link DEFAULT_BASE_URL}. */
  baseUrl?: string | undefined;
  /**
   * Which Medusa it plays, such as `"1.16.1"`. Up to 1.16, an API token goes as `Authorization: Bearer` and not as
   * `x-medusa-access-token`, and `POST /admin/auth/token` is missing; up to 1.17, `DELETE /admin/uploads` deletes
   * nothing, and regions, collections and variants are listed in no order of yours; before 1.12, a list of jobs minds the
   * last bound of a date alone. All else is as in 1.20. Default: {@link DEFAULT_VERSION}.
   */
  version?: string | undefined;
  /** Default: {@link DEFAULT_USERS}. */
  users?: readonly FakeUser[] | undefined;
  /** The time: milliseconds since 1970. Default: `Date.now`. */
  clock?: (() => number) | undefined;
  /**
   * Milliseconds between two steps of a job. `Infinity`: jobs move only when `advance` is called.
   * Default: {@link DEFAULT_TICK_MS}.
   */
  tick?: number | undefined;
  /**
   * What Medusa hears of its jobs by. `redis`: it works at one after the other, in their order, so that an import whose
   * file is not there stops all others, and a restart is another one: see `restart`. Default: `local`.
   */
  eventBus?: "local" | "redis" | undefined;
  /** The name of the session cookie. Default: {@link DEFAULT_COOKIE_NAME}. */
  cookieName?: string | undefined;
  /**
   * As with `NODE_ENV=production`: the session cookie is `Secure; SameSite=None` and is not set at
   * all over plain http, where a login still answers 200. Default: false.
   */
  production?: boolean | undefined;
  /**
   * The origins whose pages may use the admin API, as in Medusa's configuration (`admin_cors`): between commas, without
   * blanks; one between slashes is a pattern. Default: {@link DEFAULT_ADMIN_CORS}.
   *
   * @example
   * `"http://localhost:7001,/\\.example\\.com$/"`
   */
  adminCors?: string | undefined;
  /**
   * The origins whose pages may read the files, in the same form. Default: none, as Medusa's local file service has it;
   * the services of real shops (S3 and the like) are often set up to allow their dashboard's.
   */
  fileCors?: string | undefined;
  /** Job types beside the four built-in ones, or instead of one of them. */
  strategies?: readonly BatchJobStrategy[] | undefined;
}

/** Where a fake seems to be: Medusa's own default. */
export const DEFAULT_BASE_URL = "http://localhost:9000";
/** Milliseconds between two steps of a job. */
export const DEFAULT_TICK_MS = 100;
/** Every origin: a test's page is anywhere. */
export const DEFAULT_ADMIN_CORS = "/./";
/** The name of the session cookie. */
export const DEFAULT_COOKIE_NAME = "connect.sid";
/** Two users: each sees its own jobs only. */
export const DEFAULT_USERS: readonly Record<"email" | "password" | "apiToken", string>[] = [
  {
    email: "admin@medusa-test.com",
    password: "supersecret",
    apiToken: "test_api_token_admin",
  },
  {
    email: "other@medusa-test.com",
    password: "supersecret",
    apiToken: "test_api_token_other",
  },
];

/** A user as the server knows it. */
export interface Account {
  user: User;
  password: string;
}

/** The account of a user. */
export function makeAccount(user: FakeUser, now: number): Account {
  const at = new Date(now).toISOString();
  return {
    password: user.password,
    user: {
      id: user.id ?? entityId("usr", now),
      created_at: at,
      updated_at: at,
      deleted_at: null,
      role: "member",
      email: user.email,
      first_name: user.firstName ?? null,
      last_name: user.lastName ?? null,
      api_token: user.apiToken ?? randomToken(32),
      metadata: null,
    },
  };
}
