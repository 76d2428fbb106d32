import { QueryClient } from "@tanstack/react-query";
import { MedusaProvider } from "medusa-react";
import { create } from "react-test-renderer";
import { onTestFinished } from "vitest";

/** What a hook returned last, in a component that the test mounts and unmounts. */
export interface Rendered<T> {
  current: T;
}

/** Renders a component that uses one hook of medusa-react, on this client. */
export function renderHook<T>(client: object, useHook: () => T): Rendered<T> {
  const queryClient = new QueryClient({
    defaultOptions: { queries: { retry: false }, mutations: { retry: false } },
    logger: { log() {}, warn() {}, error() {} },
  });
  const seen: { current?: T } = {};
  function Probe() {
    seen.current = useHook();
    return null;
  }
  const root = create(
    // Whose type the client has is a matter of compile.tsx.
    <MedusaProvider
      medusaClient={Object(client)}
      baseUrl=""
      queryClientProviderProps={{ client: queryClient }}
    >
      <Probe />
    </MedusaProvider>,
  );
  onTestFinished(() => {
    root.unmount();
    queryClient.clear();
  });
  return {
    get current() {
      if (!("current" in seen)) throw new Error("The component was not rendered.");
      return Object(seen).current;
    },
  };
}
