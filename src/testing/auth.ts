import { notFound } from "./api-error.js";
import { json, text } from "./http.js";
import type { Account } from "./options.js";
import type { Call, Endpoint, Server } from "./server.js";
import { adminToken, tokenUserId } from "./tokens.js";
import { isEmail, isNotEmpty, isText, type Rules, validated } from "./validation.js";

const CREDENTIALS: Rules = {
  email: [
    [isNotEmpty, "should not be empty"],
    [isEmail, "must be an email"],
  ],
  password: [
    [isNotEmpty, "should not be empty"],
    [isText, "must be a string"],
  ],
};

/** Who asks: the session's user, else the JWT's, else the API token's. One that passes is enough. */
export function authenticate(
  { session, request, now }: Call,
  { accounts }: Server,
): string | undefined {
  // Passport takes the first two words, and the scheme in any case.
  const bearer = /^bearer\s+(\S+)/i.exec(request.headers.get("authorization") ?? "")?.[1];
  const apiToken = request.headers.get("x-medusa-access-token");
  const owner = accounts.find(({ user }) => apiToken && user.api_token === apiToken);
  return session.userId ?? (bearer && tokenUserId(bearer, now)) ?? owner?.user.id;
}

/** Login, logout, and who is logged in. */
export const AUTH_ENDPOINTS: readonly Endpoint[] = [
  {
    method: "POST",
    path: "/admin/auth",
    isPublic: true,
    answer({ body, session }, { accounts }) {
      const account = logIn(body, accounts);
      if (!account) return text(401, "Unauthorized");
      session.userId = account.user.id;
      return json(200, { user: account.user });
    },
  },
  {
    method: "POST",
    path: "/admin/auth/token",
    isPublic: true,
    answer({ body, now }, { accounts }) {
      const account = logIn(body, accounts);
      if (!account) return text(401, "Unauthorized");
      return json(200, { access_token: adminToken(account.user.id, now) });
    },
  },
  {
    method: "GET",
    path: "/admin/auth",
    answer({ userId }, { accounts }) {
      const account = accounts.find(({ user }) => user.id === userId);
      // A JWT outlives its user.
      if (!account) throw notFound(`User with id: ${userId} was not found`);
      return json(200, { user: account.user });
    },
  },
  {
    method: "DELETE",
    path: "/admin/auth",
    answer({ session }, { sessions }) {
      sessions.close(session);
      return text(200, "OK");
    },
  },
];

function logIn(body: unknown, accounts: readonly Account[]): Account | undefined {
  const { email, password } = validated(body, CREDENTIALS);
  const wanted = String(email).toLowerCase();
  return accounts.find(({ user, ...account }) => {
    return user.email.toLowerCase() === wanted && account.password === password;
  });
}
