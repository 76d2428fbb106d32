import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");

interface Example {
  /** Where a reader finds it. */
  name: string;
  code: string;
}

/** The TypeScript blocks of a text; in a docstring, each line has its asterisk. */
function examplesIn(file: string): Example[] {
  const text = readFileSync(join(ROOT, file), "utf8").replace(/^ *\* ?/gm, "");
  return [...text.matchAll(/^```(?:ts|tsx)\n(.*?)^```/gms)].map(([, code = ""], index) => ({
    name: `${file} example ${index + 1}`,
    code,
  }));
}

function sources(): string[] {
  return readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join("src", file));
}

/** The compiler's complaints about each example, compiled as a module of its own beside the project. */
function complaints(examples: Example[]): Map<string, string[]> {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(ROOT, "tsconfig.json"), ts.sys.readFile).config,
    ts.sys,
    ROOT,
  );
  const files = new Map(examples.map(({ code }, i) => [join(ROOT, `example-${i}.ts`), code]));
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.getSourceFile = (path, version, ...rest) => {
    const code = files.get(path);
    return code === undefined
      ? getSourceFile(path, version, ...rest)
      : ts.createSourceFile(path, `${code}\nexport {};`, version);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return new Map(
    examples.map(({ name }, i) => {
      const source = program.getSourceFile(join(ROOT, `example-${i}.ts`));
      const diagnostics = ts.getPreEmitDiagnostics(program, source);
      return [
        name,
        diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
      ];
    }),
  );
}

const examples = ["README.md", ...sources()].flatMap(examplesIn);
const found = complaints(examples);

describe("an example in the documentation compiles", () => {
  test("there are some", () => {
    expect(examples.length).toBeGreaterThan(10);
  });

  test.each(examples)("$name", ({ name }) => {
    expect(found.get(name)).toEqual([]);
  });
});
