import type { Cli } from "../cli.js";
import type { Result } from "../result.js";

/** Says which backend it is, and who is logged in there. */
export async function runWhoami(cli: Cli): Promise<Result> {
  const { url, sources } = cli.settings;
  const { medusa, way } = await cli.connection();
  const { user } = await medusa.admin.auth.getSession({ signal: cli.host.interrupted });
  const { id, email, role, first_name, last_name } = user;
  const name = [first_name, last_name].filter(Boolean).join(" ");
  return {
    text: [
      `backend    ${url}${sources.url === undefined ? "" : ` (${sources.url})`}`,
      `user       ${email}${name && ` (${name})`}`,
      `role       ${role}`,
      `id         ${id}`,
      `logged in  by ${way} (${loginSources(cli.settings)})`,
    ].join("\n"),
    json: { url, user: { id, email, role, first_name, last_name }, loggedInBy: way },
  };
}

/** Where the login was found, in words; never what it is. What is not set, a person is asked for. */
export function loginSources({ sources }: Pick<Cli["settings"], "sources">): string {
  const { apiToken, email, password } = sources;
  const known = [apiToken, email, password].filter((source) => source !== undefined);
  return known.length === 0 ? "not set" : known.join(", ");
}
