import { act, waitFor } from "@testing-library/react";
import { useImport } from "medusa-batch-jobs/react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { expect, test, vi } from "vitest";
import { memory, Shop } from "./import-page.js";

function Phase({ storage }: { storage: Storage }) {
  return <p>{useImport({ storage, interval: 10 }).phase}</p>;
}

test("what a server renders is taken over by the page, which then finds the import that was kept", async () => {
  const shop = new Shop();
  const { id } = await shop.createJob("product-import", true);
  const storage = memory();
  storage.setItem("medusa-batch-jobs:import", id);
  const pageWith = (kept: Storage) => (
    <shop.Providers>
      <Phase storage={kept} />
    </shop.Providers>
  );
  const root = document.body.appendChild(document.createElement("div"));
  root.innerHTML = renderToString(pageWith(memory()));
  expect(root.textContent).toBe("idle");
  const onRecoverableError = vi.fn();
  const hydrated = await act(async () =>
    hydrateRoot(root, pageWith(storage), { onRecoverableError }),
  );
  await waitFor(() => expect(root.textContent).toBe("preparing"));
  expect(onRecoverableError).not.toHaveBeenCalled();
  act(() => hydrated.unmount());
  root.remove();
});
