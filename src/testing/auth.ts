import { notFound } from "./api-error.js";
import { empty, json, text } from "./http.js";
import type { Account } from "./options.js";
import type { Endpoint } from "./server.js";
import { adminToken } from "./tokens.js";
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
    since: 17,
    answer({ body, now }, { accounts }) {
      const account = logIn(body, accounts);
      if (!account) return text(401, "Unauthorized");
      return json(200, { access_token: adminToken(account.user.id, now) });
    },
  },
  {
    method: "GET",
    path: "/admin/auth",
    answer({ userId, session }, { accounts, settings }) {
      // Up to 1.16 it looks for the session's user, also where a token let the request in.
      if (settings.minor < 17 && session.userId === undefined) return text(400, "Bad Request");
      const account = accounts.find(({ user }) => user.id === userId);
      // A JWT outlives its user.
      if (!account) throw notFound(`User with id: ${userId} was not found`);
      return json(200, { user: account.user });
    },
  },
  {
    method: "DELETE",
    path: "/admin/auth",
    answer({ session }, { sessions, settings }) {
      sessions.close(session);
      return settings.minor < 17 ? empty(200) : text(200, "OK");
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
