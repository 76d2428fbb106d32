export { default as parse } from "qs/lib/parse.js";
