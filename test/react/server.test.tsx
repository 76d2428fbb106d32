// @vitest-environment node
import {
  dehydrate,
  hydrate,
  QueryClient,
  QueryClientProvider,
  useSuspenseQuery,
} from "@tanstack/react-query";
import {
  BatchJobsProvider,
  batchJobQueryOptions,
  batchJobsQueryOptions,
  useBatchJob,
  useBatchJobActivity,
  useBatchJobs,
} from "medusa-batch-jobs/react";
import { renderToReadableStream, renderToString } from "react-dom/server.browser";
import { expect, test } from "vitest";
import { Shop } from "./support/shop.js";

function Page({ id }: { id: string }) {
  const { data: page } = useBatchJobs();
  const { data: job } = useBatchJob(id);
  useBatchJobActivity();
  return <p>{`${page?.count ?? "no"} jobs, ${job?.status ?? "not known"}`}</p>;
}

function Suspended({ shop, id }: { shop: Shop; id: string }) {
  return <p>{useSuspenseQuery(batchJobQueryOptions(shop.medusa, id)).data.status}</p>;
}

test("what was prefetched is rendered, and taken over by the page", async () => {
  const shop = new Shop();
  const { id } = await shop.createJob();
  await shop.queryClient.prefetchQuery(batchJobQueryOptions(shop.medusa, id));
  await shop.queryClient.prefetchQuery(batchJobsQueryOptions(shop.medusa));
  const { Providers } = shop;
  expect(
    renderToString(
      <Providers>
        <Page id={id} />
      </Providers>,
    ),
  ).toBe("<p>1 jobs, created</p>");
  const sent = JSON.stringify(dehydrate(shop.queryClient));
  expect(sent).not.toContain('"response"');
  const browser = new QueryClient();
  hydrate(browser, JSON.parse(sent));
  expect(browser.getQueryData(batchJobQueryOptions(shop.medusa, id).queryKey)).toEqual(
    shop.job(id),
  );
});

test("rendered on a server, nothing is asked for, with a client for each request", async () => {
  const [one, other] = [new Shop(), new Shop()];
  const { id } = await one.createJob();
  const html = [one, other].map(({ medusa, queryClient }) =>
    renderToString(
      <QueryClientProvider client={queryClient}>
        <BatchJobsProvider client={medusa}>
          <Page id={id} />
        </BatchJobsProvider>
      </QueryClientProvider>,
    ),
  );
  expect(html).toEqual(["<p>no jobs, not known</p>", "<p>no jobs, not known</p>"]);
  expect([...one.requests, ...other.requests]).toEqual([]);
});

test("a component can suspend until its job is there", async () => {
  const shop = new Shop();
  const { id } = await shop.createJob();
  const { Providers } = shop;
  const stream = await renderToReadableStream(
    <Providers>
      <Suspended shop={shop} id={id} />
    </Providers>,
  );
  expect(await new Response(stream).text()).toContain("<p>created</p>");
  expect(shop.requests).toHaveLength(1);
});
