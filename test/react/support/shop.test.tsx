import { screen, waitFor } from "@testing-library/react";
import { useBatchJob } from "medusa-batch-jobs/react";
import { expect, test } from "vitest";
import { Shop } from "./shop.js";
import { pass, stopTime } from "./time.js";

function Card({ id }: { id: string }) {
  return <p>{useBatchJob(id).data?.status ?? "…"}</p>;
}

test("a component shows a job of the shop's, in StrictMode", async () => {
  const shop = new Shop();
  const { id } = await shop.createJob();
  shop.render(<Card id={id} />);
  await waitFor(() => expect(screen.getByText("created")).toBeTruthy());
  expect(shop.requests).toEqual([`GET /admin/batch-jobs/${id}`]);
});

test("time can be stopped, and answers come all the same", async () => {
  const shop = new Shop();
  const { id } = await shop.createJob();
  stopTime();
  shop.render(<Card id={id} />);
  await pass(shop, 100);
  expect(screen.getByText("created")).toBeTruthy();
});
