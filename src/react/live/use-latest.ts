import { useEffect, useRef } from "react";

/** What was given last: for callbacks that come later, and begin nothing anew. */
export function useLatest<T>(value: T): { readonly current: T } {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}
