export { checkImport } from "./check.js";
export type { FixOptions } from "./fix/options.js";
export { type FixedImport, fixImport } from "./fix.js";
export { MESSAGES, type Messages, type ProblemFacts, type RuleWords } from "./messages.js";
export {
  type CheckedImport,
  type CheckOptions,
  DEFAULT_MAX_PROBLEMS,
  type MedusaVersion,
} from "./options.js";
export { MAX_PLACES } from "./problem-log.js";
export { type ReadShopOptions, readShop } from "./read-shop.js";
export type { Becomes, CheckReport, Operations, Place, Problem } from "./report.js";
export { RULES, type RuleId } from "./rules/index.js";
export type { Rule, Severity } from "./rules/rule.js";
export type { Shop, ShopProduct, ShopVariant } from "./shop.js";
export type { ShopClient } from "./shop-reader/api.js";
export type { TemplateOptions } from "./template/options.js";
export { importTemplate } from "./template.js";
