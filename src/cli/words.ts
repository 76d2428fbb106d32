import type { Settings } from "./settings/settings.js";

/** What the SDK's words for programs are on the command line. */
const WORDS: readonly (readonly [sdk: RegExp, cli: string])[] = [
  [/No credentials were sent: .*? createSession\./, "No credentials were sent. {login}"],
  [
    /apiKey looks like a JWT: use getToken in its place/,
    "{token} looks like a JWT, which it is not for",
  ],
  [/apiKey/g, "{token}"],
  [/customHeaders\.authorization/g, "--header authorization"],
  [/: call (?:getToken|createSession) again/, ": run the command again"],
  [/ Or use getToken\./, ""],
  [
    /must end before \/admin, which the SDK adds itself/,
    "must end before /admin, which is added to it",
  ],
  [/Is baseUrl \((.*?)\) the Medusa backend itself\?/, "Is $1 the Medusa backend itself?"],
  [/baseUrl/g, "{url}"],
  [
    /start Node with NODE_EXTRA_CA_CERTS=(\S+), or pass httpsAgent:.*?\}\)\./,
    "set NODE_EXTRA_CA_CERTS=$1.",
  ],
  [/the option proxy or of HTTP_PROXY/, "HTTP_PROXY"],
  [
    /pass rerun: \["failed", "canceled"\], or another key/,
    "pass --rerun-canceled, or another --key",
  ],
  [/since confirm said no/, "since the answer was no"],
  [/It may still go on: retrieve it to find out\./, "It may still go on."],
  [/see error\.report\.problems/, "see them all with check"],
  [/wait\(id\) resolves then/, "wait for it"],
  [/See what context says of/, "See what --context says of"],
];

/** What an error of the SDK says, in the words of the command line: flags and variables in place of options. */
export function inCliWords(message: string, { url, apiToken }: Settings["sources"] = {}): string {
  const names: Record<string, string> = {
    url: url ?? "--url",
    token: apiToken ?? "MEDUSA_API_TOKEN",
    login: "Set MEDUSA_API_TOKEN, or MEDUSA_EMAIL and MEDUSA_PASSWORD.",
  };
  return WORDS.reduce((text, [sdk, cli]) => text.replace(sdk, cli), message)
    .replace(/\{(url|token|login)\}/g, (_, name: string) => names[name] ?? "")
    .replace(/\b(\d+)000 ms\b/g, "$1 s");
}
