import { isRecord } from "../http/kinds.js";
import { errorAnswer, unknownError } from "./api-error.js";
import { type Answer, badRequest, unauthorized } from "./http.js";
import { parseQueryString } from "./list-query.js";
import type { Call, Server } from "./server.js";
import { tokenUserId } from "./tokens.js";

/** Who asks, or what is answered to who is nobody. */
export type Asker = { userId: string } | { refusal: Answer };

/** The session's user, else whose token the headers hold. One that passes is enough. */
export function authenticate(call: Call, body: unknown, server: Server): Asker {
  const { userId } = call.session;
  if (userId !== undefined) return { userId };
  return server.settings.minor < 17 ? byBearer(call, body, server) : byJwtOrToken(call, server);
}

function byJwtOrToken({ request, now }: Call, { accounts }: Server): Asker {
  // Passport takes the first two words, and the scheme in any case.
  const bearer = /^bearer\s+(\S+)/i.exec(request.headers.get("authorization") ?? "")?.[1];
  const apiToken = request.headers.get("x-medusa-access-token");
  const owner = accounts.find(({ user }) => apiToken && user.api_token === apiToken);
  const userId = (bearer && tokenUserId(bearer, now)) || owner?.user.id;
  return userId === undefined ? { refusal: unauthorized() } : { userId };
}

/** Up to 1.16: an API token as Bearer, or as `access_token`; one that is nobody's is an error of the server's. */
function byBearer({ request, search }: Call, body: unknown, server: Server): Asker {
  const words = request.headers.get("authorization")?.split(" ");
  if (words !== undefined && words.length !== 2) return { refusal: badRequest() };
  const [scheme = "", credentials] = words ?? [];
  const tokens = [
    /^bearer$/i.test(scheme) ? credentials : undefined,
    isRecord(body) ? Object(body).access_token : undefined,
    parseQueryString(search).access_token,
  ].filter(Boolean);
  if (tokens.length > 1) return { refusal: badRequest() };
  if (tokens.length === 0) return { refusal: unauthorized('Bearer realm="Users"') };
  const userId = ownerOf(String(tokens[0]), server);
  return userId === undefined ? { refusal: errorAnswer(unknownError()) } : { userId };
}

/** While it is developed, a user's id is as good as a token. */
function ownerOf(token: string, { accounts, settings }: Server): string | undefined {
  const owner = accounts.find(
    ({ user }) => user.api_token === token || (!settings.production && user.id === token),
  );
  return owner?.user.id;
}
