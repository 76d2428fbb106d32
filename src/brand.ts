/** A class of errors. */
type ErrorClass = abstract new (...args: never[]) => Error;

/**
 * Gives classes of errors their names, and makes `instanceof` know the instances of another copy
 * of the package: a bundle's beside a dependency's, ESM's beside CJS's.
 */
export function brand(errorClasses: Record<string, ErrorClass>): void {
  for (const [name, errorClass] of Object.entries(errorClasses)) brandOne(errorClass, name);
}

function brandOne(errorClass: ErrorClass, name: string): void {
  const mark = Symbol.for(`medusa-batch-jobs.${name}`);
  Object.defineProperties(errorClass.prototype, {
    name: { value: name, configurable: true, writable: true },
    [mark]: { value: true },
  });
  Object.defineProperty(errorClass, Symbol.hasInstance, {
    value(this: unknown, value: unknown): boolean {
      // A subclass of a user inherits this method, but is known by its own prototype alone.
      if (this !== errorClass) return Function.prototype[Symbol.hasInstance].call(this, value);
      return typeof value === "object" && value !== null && mark in value;
    },
  });
}
