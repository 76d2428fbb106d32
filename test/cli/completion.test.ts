import { execFileSync, spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { runCli } from "./support/run-cli.js";
import { temporaryFolder } from "./support/temporary-folder.js";

const SHELLS = ["bash", "zsh", "fish", "powershell"] as const;

let scripts: Record<string, string>;
beforeAll(async () => {
  const results = await Promise.all(SHELLS.map((shell) => runCli(["completion", shell])));
  scripts = Object.fromEntries(SHELLS.map((shell, i) => [shell, results[i]?.stdout ?? ""]));
});

/** What bash offers at the end of a line. */
function offeredByBash(line: string, cwd?: string): string[] {
  const words = line.split(/(?<==)|(?==)| /);
  const script = `${scripts.bash}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")})
COMP_CWORD=${words.length - 1}
_mbj 2>/dev/null
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const options = { cwd, encoding: "utf8" as const };
  return execFileSync("bash", ["--norc", "-c", script], options).split("\n").filter(Boolean);
}

describe("bash", () => {
  test.each([
    ["mbj im", ["import"]],
    ["mbj w", ["watch", "wait", "whoami"]],
    ["medusa-batch-jobs doc", ["doctor"]],
    ["mbj import --pri", ["--price-list"]],
    ["mbj import --js", ["--json"]],
    ["mbj --url http://x list --sta", ["--status"]],
    ["mbj list --status f", ["failed"]],
    ["mbj list --progress=b", ["bar"]],
    ["mbj list --progress=", ["auto", "bar", "lines", "jsonl", "none"]],
    ["mbj completion z", ["zsh"]],
    ["mbj export o", ["orders"]],
    ["mbj get ", []],
    ["mbj import ", []],
    ["mbj list --nope", []],
  ])("%j", (line, offered) => {
    expect(offeredByBash(line)).toEqual(offered);
  });

  test("a Tab at a terminal completes a command, and a file where there is one", async () => {
    const cwd = await temporaryFolder();
    await writeFile(join(cwd, "products.csv"), "");
    await writeFile(join(cwd, "completion.bash"), scripts.bash ?? "");
    const typed = 'source completion.bash\nmbj() { echo "called: $*"; }\nmbj imp\tprod\t\nexit\n';
    const { stdout } = spawnSync("bash", ["--norc", "-i"], {
      cwd,
      input: typed,
      encoding: "utf8",
      env: { ...process.env, TERM: "dumb", PS1: "" },
    });
    expect(stdout).toContain("called: import products.csv");
  });
});

describe.each(["zsh", "fish"] as const)("%s", (shell) => {
  const isThere = spawnSync(shell, ["--version"]).status === 0;

  test.runIf(isThere)("reads it without a complaint", () => {
    const script =
      shell === "zsh" ? `autoload -Uz compinit; compinit -D -u\n${scripts.zsh}` : scripts.fish;
    const { status, stderr } = spawnSync(shell, ["-c", script ?? ""], { encoding: "utf8" });
    expect(stderr).toBe("");
    expect(status).toBe(0);
  });
});

test.runIf(spawnSync("fish", ["--version"]).status === 0).each([
  ["mbj imp", ["import"]],
  ["mbj import --pri", ["--price-list"]],
  ["mbj list --status fa", ["failed"]],
  ["medusa-batch-jobs import --prog", ["--progress"]],
])("fish: %j", (line, offered) => {
  const script = `${scripts.fish}\ncomplete -C '${line}' | string split -f1 \\t`;
  const { stdout } = spawnSync("fish", ["-c", script], { encoding: "utf8" });
  expect(stdout.split("\n").filter(Boolean)).toEqual(offered);
});

test("each shell gets all commands, under both names", () => {
  for (const script of Object.values(scripts)) {
    for (const word of ["mbj", "medusa-batch-jobs", "import", "doctor"]) {
      expect(script).toContain(word);
    }
  }
});
