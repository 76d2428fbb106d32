import { JobStore } from "./job-store.js";
import {
  DEFAULT_COOKIE_NAME,
  DEFAULT_TICK_MS,
  DEFAULT_USERS,
  type FakeMedusaOptions,
  makeAccount,
} from "./options.js";
import type { Server } from "./server.js";
import { Sessions } from "./sessions.js";
import { FakeShop } from "./shop.js";
import { BUILT_IN_STRATEGIES } from "./strategies/index.js";

/** A server to which nothing has happened yet. */
export function makeServer(options: FakeMedusaOptions, baseUrl: string): Server {
  const { users = DEFAULT_USERS, clock = Date.now, tick = DEFAULT_TICK_MS } = options;
  const { cookieName = DEFAULT_COOKIE_NAME, production = false, strategies = [] } = options;
  const now = clock();
  return {
    settings: { baseUrl, clock, tick, cookieName, production },
    accounts: users.map((user) => makeAccount(user, now)),
    sessions: new Sessions(),
    jobs: new JobStore(),
    shop: new FakeShop(options, now),
    strategies: new Map(
      [...BUILT_IN_STRATEGIES, ...strategies].map((strategy) => [strategy.type, strategy]),
    ),
  };
}
