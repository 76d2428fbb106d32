// What a dashboard compiles against: hooks, panel and medusa-react's names, with the types of React and TanStack Query.
import { QueryClient, QueryClientProvider, useSuspenseQuery } from "@tanstack/react-query";
import Medusa, { type BatchJob } from "medusa-batch-jobs";
import {
  BatchJobsPanel,
  BatchJobsProvider,
  batchJobKeys,
  batchJobQueryOptions,
  ImportDialog,
  useBatchJob,
  useBatchJobActivity,
  useBatchJobs,
  useCancelBatchJob,
  useCreateBatchJob,
  useExport,
  useImport,
} from "medusa-batch-jobs/react";
import { useAdminBatchJobs, useAdminCancelBatchJob } from "medusa-batch-jobs/react/compat";

const medusa = new Medusa();
const queryClient = new QueryClient();

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <BatchJobsProvider client={medusa}>
        <BatchJobsPanel since={new Date(0)} storage={() => sessionStorage} labels={{ title: "" }} />
        <Jobs id="batch_1" />
      </BatchJobsProvider>
    </QueryClientProvider>
  );
}

function Jobs({ id }: { id: string }) {
  const flow = useImport({ type: "price-list-import", context: { price_list_id: "pl_1" } });
  const exported = useExport({ type: "order-export" });
  const page = useBatchJobs({ status: "active" });
  const { data, isPending } = useBatchJob(id, { onSettled: (job) => job.id });
  const { data: job } = useSuspenseQuery(batchJobQueryOptions(medusa, id));
  const { waiting } = useBatchJobActivity({ types: ["product-import"] });
  const cancel = useCancelBatchJob({ onSuccess: (canceled) => canceled.canceled_at });
  const create = useCreateBatchJob();
  const { batch_jobs, response } = useAdminBatchJobs({ limit: 1 });
  useAdminCancelBatchJob(id).mutate();
  create.mutate({ type: "product-export", context: {} });
  cancel.mutate(id);
  const known: BatchJob | undefined = queryClient.getQueryData(batchJobKeys.detail(id));
  const cached: BatchJob | undefined = queryClient.getQueryData(
    batchJobQueryOptions(medusa, id).queryKey,
  );
  const all = [data, job, known, cached, ...waiting, ...(page.data?.batch_jobs ?? [])];
  return (
    <>
      <ImportDialog flow={flow} open={isPending} onClose={flow.cancel} />
      {exported.phase} {batch_jobs?.length} {response?.status} {all.length}
    </>
  );
}
