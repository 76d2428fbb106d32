export { parse, stringify } from "qs-esm";
