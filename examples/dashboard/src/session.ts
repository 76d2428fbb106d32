import { useMutation, useQuery } from "@tanstack/react-query";
import { type AdminPostAuthReq, isMedusaError, type User } from "medusa-batch-jobs";
import { medusa, queryClient, sessionKey } from "./shop";

/** Who is logged in: `null` for nobody, `undefined` until the backend has answered. */
export function useSession() {
  return useQuery({ queryKey: sessionKey, queryFn: whoIsLoggedIn, retry: false });
}

export function useLogin() {
  return useMutation({
    mutationFn: async (login: AdminPostAuthReq) =>
      (await medusa.admin.auth.createSession(login)).user,
    onSuccess: (user) => queryClient.setQueryData(sessionKey, user),
  });
}

export function useLogout() {
  return useMutation({
    mutationFn: () => medusa.admin.auth.deleteSession(),
    onSuccess() {
      // Nothing of this user is left for the next one.
      sessionStorage.clear();
      queryClient.clear();
      queryClient.setQueryData(sessionKey, null);
    },
  });
}

async function whoIsLoggedIn({ signal }: { signal: AbortSignal }): Promise<User | null> {
  try {
    return (await medusa.admin.auth.getSession({}, { signal })).user;
  } catch (error) {
    if (isMedusaError(error) && error.status === 401) return null;
    throw error;
  }
}
