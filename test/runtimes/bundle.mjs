import { copyFile } from "node:fs/promises";
import { join } from "node:path";

/** Each bundles the project's page as its users do, without settings, and gives the warnings. */
export const bundlers = {
  async vite(project, folder) {
    const { build, createLogger } = await import("vite");
    const warnings = [];
    const customLogger = createLogger("silent");
    customLogger.warn = (warning) => warnings.push(warning);
    await build({
      root: project,
      configFile: false,
      logLevel: "warn",
      customLogger,
      build: { outDir: folder },
    });
    return warnings;
  },

  async webpack(project, folder) {
    const { default: webpack } = await import("webpack");
    const config = {
      mode: "production",
      context: project,
      entry: "./page.mjs",
      output: { path: folder, filename: "page.mjs" },
    };
    const stats = await new Promise((resolve, reject) => {
      webpack(config, (error, result) => (error ? reject(error) : resolve(result)));
    });
    await copyFile(join(project, "index.html"), join(folder, "index.html"));
    const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
    return [...errors, ...warnings].map(({ message }) => message);
  },

  async esbuild(project, folder) {
    const { build } = await import("esbuild");
    const { warnings } = await build({
      entryPoints: [join(project, "page.mjs")],
      outfile: join(folder, "page.mjs"),
      bundle: true,
      minify: true,
      format: "esm",
      logLevel: "silent",
    });
    await copyFile(join(project, "index.html"), join(folder, "index.html"));
    return warnings.map(({ text }) => text);
  },
};
