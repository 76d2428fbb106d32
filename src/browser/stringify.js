export { default as stringify } from "qs/lib/stringify.js";
