export { type UndiciAdapter, type UndiciAdapterOptions, undiciAdapter } from "./adapter.js";
