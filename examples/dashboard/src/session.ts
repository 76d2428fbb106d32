import {
  type QueryClient,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { type AdminPostAuthReq, isMedusaError, type User } from "medusa-batch-jobs";
import { batchJobKeys, DEFAULT_STORAGE_KEY } from "medusa-batch-jobs/react";
import { medusa } from "./shop";

export interface Session {
  /** Who is logged in; `null` for nobody. */
  user: User | null;
  /** Someone was, until their session ended. */
  hasEnded?: boolean;
}

const ASK_AGAIN_MS = 5000;

const session = queryOptions({
  queryKey: ["session"],
  async queryFn({ client, signal }): Promise<Session> {
    try {
      const { user } = await medusa.admin.auth.getSession({}, { signal });
      return { user };
    } catch (error) {
      if (isUnauthorized(error)) return nobody(client);
      throw error;
    }
  },
  // A shop that does not answer is asked until it does.
  retry: false,
  refetchInterval: ({ state }) => (state.status === "error" ? ASK_AGAIN_MS : false),
});

/** Its data is `undefined` until the shop has answered. */
export function useSession() {
  return useQuery(session);
}

export function useLogin() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (login: AdminPostAuthReq) => medusa.admin.auth.createSession(login),
    onSuccess({ user }) {
      // It may be someone else than before, who sees other jobs.
      client.removeQueries({ queryKey: batchJobKeys.all });
      client.setQueryData(session.queryKey, { user });
    },
  });
}

export function useLogout() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => medusa.admin.auth.deleteSession(),
    onSuccess() {
      // The import that was on its way goes on, but is nothing for whoever logs in next.
      sessionStorage.removeItem(DEFAULT_STORAGE_KEY);
      client.setQueryData(session.queryKey, { user: null });
    },
  });
}

/** Whatever was asked for, a 401 means that the session has ended: after ten hours, or by a logout in another tab. */
export function endSession(client: QueryClient, error: Error): void {
  if (isUnauthorized(error)) client.setQueryData(session.queryKey, nobody(client));
}

function nobody(client: QueryClient): Session {
  const before = client.getQueryData(session.queryKey);
  return before?.user ? { user: null, hasEnded: true } : { user: null, ...before };
}

function isUnauthorized(error: unknown): boolean {
  return isMedusaError(error) && error.status === 401;
}
