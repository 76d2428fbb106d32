import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { ROOT } from "./pack.js";

const PAGE = join(ROOT, "docs/api.md");

const INTRODUCTION = `# The public API

Written by \`npm run build && npm run api\` from the declarations that are published; \`npm run test:api\` fails when it is
out of date. Who changes this page changes what users rely on: the changelog says so too.
`;

/** The declarations of each entry, by its path in package.json. */
const ENTRIES = Object.entries<Export>(
  JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).exports,
).flatMap(([path, { import: esm }]) => (esm ? [[path, esm.types] as const] : []));

/** In the order of a reader's interest. */
const SECTIONS: [title: string, holds: (node: ts.Node) => boolean][] = [
  ["Classes", ts.isClassDeclaration],
  ["Functions", ts.isFunctionDeclaration],
  ["Constants", ts.isVariableDeclaration],
  ["Types", (node) => ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)],
];

interface Export {
  import?: { types: string };
}

interface Declaration {
  name: string;
  node: ts.Node;
}

const printer = ts.createPrinter({ removeComments: true });
const page = [INTRODUCTION, ...ENTRIES.map(describeEntry)].join("\n");

if (process.argv.includes("--write")) {
  mkdirSync(dirname(PAGE), { recursive: true });
  writeFileSync(PAGE, page);
} else if (!existsSync(PAGE) || readFileSync(PAGE, "utf8") !== page) {
  console.error("docs/api.md is not what the code says: npm run build && npm run api.");
  process.exitCode = 1;
}

/** All of an entry that a user can name, and below it what is only mentioned there. */
function describeEntry([path, types]: readonly [string, string]): string {
  const file = join(ROOT, types);
  const program = ts.createProgram([file], { target: ts.ScriptTarget.ES2022 });
  const exported = exportsOf(program, file);
  const known = new Set(exported.map(({ node }) => node));
  const mentioned = declarationsOf(program, file).filter(({ node }) => !known.has(node));
  return [
    `## \`${join("medusa-batch-jobs", path)}\`\n`,
    ...SECTIONS.map(([title, holds]) =>
      section(
        title,
        exported.filter(({ node }) => holds(node)),
      ),
    ),
    section("Mentioned above, not exported", mentioned),
  ].join("\n");
}

function exportsOf(program: ts.Program, file: string): Declaration[] {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`No ${file}: npm run build first.`);
  return checker
    .getExportsOfModule(module)
    .filter(({ name }) => name !== "default")
    .flatMap((symbol) => {
      const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
      const { declarations = [] } = isAlias ? checker.getAliasedSymbol(symbol) : symbol;
      return declarations.map((node) => ({ name: symbol.name, node }));
    });
}

function declarationsOf(program: ts.Program, file: string): Declaration[] {
  const statements = program.getSourceFile(file)?.statements ?? [];
  return statements
    .flatMap((node): readonly ts.Node[] =>
      ts.isVariableStatement(node) ? node.declarationList.declarations : [node],
    )
    .filter((node) => SECTIONS.some(([, holds]) => holds(node)))
    .map((node) => ({ name: node.getText(), node }));
}

function section(title: string, declarations: Declaration[]): string {
  if (declarations.length === 0) return "";
  const code = declarations
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ node }) => print(node))
    .join("\n\n");
  return `### ${title}\n\n\`\`\`ts\n${formatted(code)}\`\`\`\n`;
}

function print(node: ts.Node): string {
  const code = printer.printNode(ts.EmitHint.Unspecified, node, node.getSourceFile());
  return (ts.isVariableDeclaration(node) ? `declare const ${code};` : code)
    .replace(/^export /, "")
    .replace(/^ +(?:#private|private .*);\n/gm, "");
}

/** As the code of the repository is, without the `declare` that formatting asks for. */
function formatted(code: string): string {
  const biome = join(ROOT, "node_modules/.bin/biome");
  const options = { cwd: ROOT, input: code, encoding: "utf8" } as const;
  return execFileSync(biome, ["format", "--stdin-file-path=api.d.ts"], options).replace(
    /^declare /gm,
    "",
  );
}
