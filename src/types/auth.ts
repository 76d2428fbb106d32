/** An admin user. */
export interface User {
  id: string;
  email: string;
  role: "admin" | "member" | "developer";
  first_name: string | null;
  last_name: string | null;
  /**
   * The user's API token. The server sends it in clear at every login; here it can be read but is
   * not enumerable, so that a logged, copied or serialised user does not disclose it.
   */
  readonly api_token?: string | null;
  metadata: Record<string, unknown> | null;
  created_at: string;
  updated_at: string;
  deleted_at: string | null;
}

/** What a login takes. */
export interface AdminPostAuthReq {
  email: string;
  password: string;
}

/** The logged-in user. */
export interface AdminAuthRes {
  user: User;
}

/** The answer of `getToken`. */
export interface AdminBearerAuthRes {
  /** A JWT, valid for 24 hours on a default server. It can be read but is not enumerable: printing the answer does not disclose it. */
  readonly access_token: string;
}
