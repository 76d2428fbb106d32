import { EXIT_CODES } from "../exit-codes.js";

/** Pages of help beside those of the commands: what each is about, and its text. */
export const TOPICS: Readonly<Record<string, { about: string; text: (name: string) => string }>> = {
  "exit-codes": { about: "what the command exits with", text: exitCodes },
  environment: { about: "the variables that it reads, and how to log in", text: environment },
  output: { about: "stdout, stderr, --json and --progress", text: output },
  keys: { about: "how an import happens once, however often it runs", text: keys },
};

function exitCodes(): string {
  const rows = Object.values(EXIT_CODES).map(
    ({ code, means }) => `${String(code).padStart(5)}  ${means}`,
  );
  return `What the command exits with. A script asks for the number, and never parses
text.

${rows.join("\n")}

Work that was applied exits 0, whatever happened to the job later: who ran it
again would do it twice. Try again later after 75; after 9, look first.

Node reads --env-file, too, before the command does: of a file that is not
there it says so itself, and exits 9.`;
}

function environment(name: string): string {
  return `The variables that the command reads. Flags count before them, and they count
before those of --env-file. One that is empty is not set.

  MEDUSA_BACKEND_URL  the backend (--url); without it http://localhost:9000
  MEDUSA_API_TOKEN    a user's API token (--token-file)
  MEDUSA_EMAIL        who logs in (--email)
  MEDUSA_PASSWORD     the password (--password-file)

  NO_COLOR            no colours; FORCE_COLOR: also without a terminal
  HTTPS_PROXY         the proxy to go through; HTTP_PROXY and NO_PROXY, too
  NODE_EXTRA_CA_CERTS a file of certificates to trust beside the usual ones

There are two ways to log in: an API token, or e-mail and password. Where one
place has both, the token counts. The first place that says something of a
login decides: with --email, a token of the environment is left alone.

No flag takes a secret itself, since all users of a machine see the flags of
all commands. A file does, and - is stdin:

  pass show medusa | ${name} whoami --email admin@shop.example --password-file -
  ${name} whoami --env-file .env`;
}

function output(name: string): string {
  return `stdout is the result, and nothing else. All else is on stderr: progress,
questions, warnings, errors.

  --json            one JSON object on stdout; if it fails, one on stderr:
                    {"error":{"exitCode":3,"message":"…","hint":"…","name":"…"}}
                    watch prints one object a line.
  --progress MODE   bar    on a terminal, one line that changes
                    lines  elsewhere, a line for each change, and every 30 s
                    jsonl  a JSON object a line, also with --json
                    none   nothing
                    auto   bar or lines; nothing with --json or --quiet
  --quiet           nothing on stderr but errors
  --debug           each request and answer, without bodies and secrets

  ${name} import products.csv --yes --json | jq -r .job.id
  ${name} export orders -o - | xsv count -d ';'`;
}

function keys(name: string): string {
  return `--key K makes an import or a run happen once for that key: whatever dies, however
often it is started, on however many machines. Run it again with the same key
after any failure, and it goes on where it stopped, or says what was done.

  ${name} import products.csv --yes --key nightly-$(date +%F)
  ${name} import products.csv --yes --key content

"content" makes the key of the file: the same file is imported once. Do not make
a key of a random number or of the time of day.

  applied already         exit 0, nothing is uploaded
  running                 the command waits for it
  failed before           it is imported anew
  canceled before         exit 5; --rerun-canceled imports it anew
  other work has the key  exit 2

A key belongs to a user and a type of job, and is remembered for 24 hours:
--window says for how long, the same for all calls of a key.`;
}
