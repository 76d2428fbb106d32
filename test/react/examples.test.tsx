import * as query from "@tanstack/react-query";
import { render, waitFor } from "@testing-library/react";
import { transformSync } from "esbuild";
import * as sdk from "medusa-batch-jobs";
import * as hooks from "medusa-batch-jobs/react";
import * as compat from "medusa-batch-jobs/react/compat";
import * as react from "react";
import * as jsx from "react/jsx-runtime";
import { expect, test } from "vitest";
import {
  type Example,
  examplesIn,
  isComponent,
  linesPrintedBy,
  pages,
} from "../packaging/examples/extract.js";
import { Shop } from "./support/shop.js";

const examples = pages().flatMap(examplesIn).filter(isComponent);

test("the guides have examples of components", () => {
  expect(examples.length).toBeGreaterThan(1);
});

test.each(examples)("$name is rendered, and shows what it says", async (example) => {
  const shop = new Shop();
  await shop.createJob("product-import");
  const Component = componentOf(example, shop);
  const { container } = render(<Component />, { wrapper: shop.Providers });
  await waitFor(() => {
    expect(container.textContent).not.toBe("");
    for (const line of linesPrintedBy(example)) expect(container.textContent).toContain(line);
  });
});

/** The component that an example exports. Every client that it makes is this shop's, whatever the address. */
function componentOf({ code }: Example, { medusa }: Shop): react.ComponentType {
  const Medusa = function Medusa() {
    return medusa;
  };
  const modules = new Map<string, object>([
    ["@tanstack/react-query", query],
    ["medusa-batch-jobs", { ...sdk, __esModule: true, Medusa, default: Medusa }],
    ["medusa-batch-jobs/react", hooks],
    ["medusa-batch-jobs/react/compat", compat],
    ["medusa-batch-jobs/react/styles.css", {}],
    ["react", react],
    ["react/jsx-runtime", jsx],
  ]);
  const script = transformSync(code, { loader: "tsx", format: "cjs", jsx: "automatic" });
  const module: { exports: Record<string, react.ComponentType> } = { exports: {} };
  new Function("require", "module", script.code)((name: string) => modules.get(name), module);
  const [component] = Object.values(module.exports);
  if (component === undefined) throw new Error("It exports no component.");
  return component;
}
