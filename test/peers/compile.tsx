/**
 * What has to compile in an application that has this package, medusa-js and medusa-react: with the types of
 * the backend, which they ask for, and without, where most of theirs are `any`. Nobody runs it.
 */
import MedusaJs from "@medusajs/medusa-js";
import { QueryClient } from "@tanstack/react-query";
import Medusa, {
  type AdminBatchJobRes,
  type AdminBatchJobsResource,
  type BatchJob,
  type ExportedFile,
  extendMedusaClient,
  type ListPromise,
  type ResponsePromise,
} from "medusa-batch-jobs";
import { MedusaProvider, useAdminBatchJobs, useMedusa } from "medusa-react";
import { expectTypeOf } from "vitest";

const baseUrl = "https://shop.example";
const theirs = new MedusaJs({ baseUrl, maxRetries: 3 });
const ours = new Medusa({ baseUrl });

export const medusa = extendMedusaClient(theirs, ours);
const queryClientProviderProps = { client: new QueryClient() };

export function App() {
  return (
    <MedusaProvider
      medusaClient={medusa}
      baseUrl={baseUrl}
      queryClientProviderProps={queryClientProviderProps}
    >
      <Jobs />
    </MedusaProvider>
  );
}

export function Inline() {
  return (
    <MedusaProvider
      medusaClient={extendMedusaClient(
        new MedusaJs({ baseUrl, maxRetries: 3 }),
        new Medusa({ baseUrl }),
      )}
      baseUrl={baseUrl}
      queryClientProviderProps={queryClientProviderProps}
    >
      <Jobs />
    </MedusaProvider>
  );
}

function Jobs() {
  const { batch_jobs } = useAdminBatchJobs({ limit: 20, offset: 0 });
  const { client } = useMedusa();
  expectTypeOf(client).toEqualTypeOf<MedusaJs>();
  return <p>{batch_jobs?.length}</p>;
}

/** The extended client is both. */
export function both() {
  const { batchJobs, auth, uploads, products } = medusa.admin;
  expectTypeOf(medusa).toExtend<MedusaJs>();
  expectTypeOf(batchJobs).toExtend<AdminBatchJobsResource>();
  expectTypeOf(products).toEqualTypeOf<MedusaJs["admin"]["products"]>();
  // What medusa-js has not.
  expectTypeOf(batchJobs.wait("batch_1")).toEqualTypeOf<Promise<BatchJob>>();
  expectTypeOf(batchJobs.exportFile()).toEqualTypeOf<Promise<ExportedFile>>();
  // What both have is this package's.
  expectTypeOf(batchJobs.list({ status: "active" })).toEqualTypeOf<ListPromise>();
  expectTypeOf(batchJobs.retrieve("batch_1")).toEqualTypeOf<ResponsePromise<AdminBatchJobRes>>();
  expectTypeOf(auth.getSession()).resolves.toHaveProperty("user").toHaveProperty("api_token");
  expectTypeOf(uploads.create({ path: "a.csv" })).resolves.toHaveProperty("uploads");
}

/** Where only one resource is to be another, or a client is not to be copied. */
export function assigned() {
  theirs.admin.batchJobs = medusa.admin.batchJobs;
  theirs.admin.uploads = medusa.admin.uploads;
  theirs.admin.auth = medusa.admin.auth;
  // @ts-expect-error medusa-js promises a `client` and a `config` of its own: this package's has neither
  theirs.admin.batchJobs = ours.admin.batchJobs;
}

// @ts-expect-error the client of medusa-js comes first
extendMedusaClient(ours, theirs);
