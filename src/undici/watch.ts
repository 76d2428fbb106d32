import type { Dispatcher } from "undici";
import type { Departure } from "../http/departure.js";

/**
 * A dispatcher for one request, which notes when a connection takes it: not while it is queued, nor
 * while a connection is made. (With `compose`, undici would rewrite the headers of each answer twice.)
 */
export function watched(dispatcher: Dispatcher, departure: Departure): Dispatcher {
  const dispatch: Dispatcher["dispatch"] = (options, handler) => {
    return dispatcher.dispatch(
      options,
      onStart(handler, () => {
        departure.sent = true;
      }),
    );
  };
  return Object.create(dispatcher, { dispatch: { value: dispatch } });
}

/** undici's own requests are handlers of its older kind, with `onConnect`. */
function onStart(
  handler: Dispatcher.DispatchHandler,
  leave: () => void,
): Dispatcher.DispatchHandler {
  const { onConnect, onRequestStart } = handler;
  if (onRequestStart !== undefined) {
    handler.onRequestStart = function (...details) {
      leave();
      onRequestStart.apply(this, details);
    };
  } else {
    handler.onConnect = function (...details) {
      leave();
      onConnect?.apply(this, details);
    };
  }
  return handler;
}
