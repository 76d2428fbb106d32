/** A command line, without the name of the command, and what it is for. */
export type Example = readonly [use: string, line: string];

/** How each command is called. The first example is what most people want. */
export const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  import: [
    ["look at what it will do, and decide", "import products.csv"],
    ["in a script, once for the same file", "import products.csv --yes --key content"],
    ["write nothing, whatever it holds", "import products.csv --dry-run"],
    ["the prices of a price list", "import prices.csv --price-list pl_01GQ"],
  ],
  check: [
    ["against what the shop has", "check products.csv"],
    ["without a shop, for a pull request", "check products.csv --offline --format github"],
    ["mend what can mean one thing only", "check products.csv --fix -o mended.csv"],
  ],
  template: [
    ["with sizes, and a price in euros", "template products --option Size --currency EUR"],
    ["of a price list", "template prices -o prices.csv"],
  ],
  export: [
    ["all products", "export products"],
    ["yesterday's orders, to another program", "export orders --since 24h -o -"],
    ["drafts alone", "export products --filter status=draft -o drafts.csv"],
  ],
  download: [["again, what an export made", "download batch_01GQ -o products.csv"]],
  list: [
    ["what runs now", "list --status active"],
    ["what failed this week, for a program", "list --status failed --since 7d --json"],
  ],
  get: [["all that is known of a job", "get batch_01GQ"]],
  errors: [["why it failed, and what to do", "errors batch_01GQ"]],
  watch: [
    ["everything, until Ctrl-C", "watch"],
    ["two jobs, until both have ended", "watch batch_01GQ batch_02GQ --until finished"],
  ],
  wait: [
    ["until it has ended, or waits for somebody", "wait batch_01GQ"],
    ["for an hour, in silence", "wait batch_01GQ --timeout 1h --quiet"],
  ],
  confirm: [["let a job go on", "confirm batch_01GQ"]],
  cancel: [["stop a job", "cancel batch_01GQ"]],
  run: [
    ["a job of a plugin's", 'run my-plugin-sync --context {"full":true}'],
    [
      "with a context from a file, once a day",
      "run my-plugin-sync --context @sync.json --key sync-1",
    ],
  ],
  whoami: [["which backend, which user", "whoami"]],
  doctor: [
    ["why does nothing move?", "doctor"],
    ["for a program that watches the shop", "doctor --json"],
  ],
  completion: [["in ~/.bashrc", "completion bash"]],
  help: [
    ["of a command", "help import"],
    ["what the numbers mean", "help exit-codes"],
  ],
};

/** The examples of a command, as its help shows them; empty where there are none. */
export function examplesOf(command: string, name: string): string {
  const lines = (EXAMPLES[command] ?? []).map(
    ([use, line]) => `  # ${use}\n  ${name} ${shellQuoted(line)}`,
  );
  return lines.length === 0 ? "" : `Examples:\n${lines.join("\n")}`;
}

/** JSON needs quotes in every shell. */
function shellQuoted(line: string): string {
  return line.replace(/\{.*\}/, (json) => `'${json}'`);
}
