export { FakeApiError } from "./api-error.js";
export { RESUMED_AFTER_MS } from "./event-bus.js";
export { FakeMedusa, MAX_TARGET_BYTES } from "./fake-medusa.js";
export type { FileStore, StoredFile } from "./files.js";
export { createBatchJobHandlers } from "./handlers.js";
export type { Answer } from "./http.js";
export { MAX_JSON_BYTES } from "./json-body.js";
export type { JobChanges, JobError } from "./lifecycle.js";
export {
  DEFAULT_ADMIN_CORS,
  DEFAULT_BASE_URL,
  DEFAULT_COOKIE_NAME,
  DEFAULT_TICK_MS,
  DEFAULT_USERS,
  type FakeMedusaOptions,
  type FakeUser,
} from "./options.js";
export type { LoggedRequest } from "./server.js";
export { SESSION_LIFETIME_MS } from "./sessions.js";
export {
  DEFAULT_PRICE_LISTS,
  DEFAULT_SALES_CHANNELS,
  type FakeListPrice,
  type FakeOrder,
  type FakePrice,
  type FakeProduct,
  type FakeProductInput,
  type FakeSalesChannel,
  type FakeShop,
  type FakeShopOptions,
  type FakeVariant,
  type FakeVariantInput,
} from "./shop.js";
export { type BatchJobStrategy, STUCK } from "./strategies/strategy.js";
export { TOKEN_LIFETIME_MS } from "./tokens.js";
export { DEFAULT_VERSION } from "./version.js";
