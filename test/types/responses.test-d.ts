import Medusa, {
  type AdminAuthRes,
  type AdminBatchJobRes,
  type AdminBearerAuthRes,
  type AdminDeleteUploadsRes,
  type AdminUploadsDownloadUrlRes,
  type AdminUploadsRes,
  BaseResource,
  type BatchJob,
  type BatchJobStatus,
  type HTTPResponse,
  type JobError,
  type JobOutcome,
  jobErrors,
  jobOutcome,
  jobProgress,
  type Response,
  type ResponsePromise,
  type User,
} from "medusa-batch-jobs";
import { describe, expectTypeOf, test } from "vitest";

const { admin, client } = new Medusa();

describe("an answer is its body with the HTTP response beside it", () => {
  test("ResponsePromise is a promise of a Response", () => {
    expectTypeOf<ResponsePromise<{ a: 1 }>>().resolves.toEqualTypeOf<Response<{ a: 1 }>>();
    expectTypeOf<Response<{ a: 1 }>["response"]>().toEqualTypeOf<HTTPResponse>();
  });

  test("the HTTP response has headers of strings, and no body", () => {
    expectTypeOf<keyof HTTPResponse>().toEqualTypeOf<"status" | "statusText" | "headers">();
    expectTypeOf<HTTPResponse["headers"]>().toEqualTypeOf<Record<string, string>>();
    expectTypeOf<HTTPResponse["status"]>().toEqualTypeOf<number>();
  });

  test("every method that changes a job answers with the job", () => {
    const { create, confirm, cancel } = admin.batchJobs;
    expectTypeOf(create).returns.toEqualTypeOf<ResponsePromise<AdminBatchJobRes>>();
    expectTypeOf(confirm).returns.toEqualTypeOf<ResponsePromise<AdminBatchJobRes>>();
    expectTypeOf(cancel).returns.toEqualTypeOf<ResponsePromise<AdminBatchJobRes>>();
    expectTypeOf<AdminBatchJobRes["batch_job"]>().toEqualTypeOf<BatchJob>();
  });

  test("a login answers with the user, or with a token", () => {
    const { createSession, getSession, getToken } = admin.auth;
    expectTypeOf(createSession).returns.toEqualTypeOf<ResponsePromise<AdminAuthRes>>();
    expectTypeOf(getSession).returns.toEqualTypeOf<ResponsePromise<AdminAuthRes>>();
    expectTypeOf(getToken).returns.toEqualTypeOf<ResponsePromise<AdminBearerAuthRes>>();
  });

  test("a logout answers with the HTTP response alone", () => {
    type Answer = Awaited<ReturnType<typeof admin.auth.deleteSession>>;
    expectTypeOf<keyof Answer>().toEqualTypeOf<"response">();
  });

  test("the uploads answer with what each is for", () => {
    const { create, createProtected, getPresignedDownloadUrl } = admin.uploads;
    expectTypeOf(create).returns.toEqualTypeOf<ResponsePromise<AdminUploadsRes>>();
    expectTypeOf(createProtected).returns.toEqualTypeOf<ResponsePromise<AdminUploadsRes>>();
    expectTypeOf(admin.uploads.delete).returns.toEqualTypeOf<
      ResponsePromise<AdminDeleteUploadsRes>
    >();
    expectTypeOf(getPresignedDownloadUrl).returns.toEqualTypeOf<
      ResponsePromise<AdminUploadsDownloadUrlRes>
    >();
    expectTypeOf<AdminUploadsRes["uploads"]>().toEqualTypeOf<{ url: string; key: string }[]>();
  });
});

describe("request", () => {
  interface Post {
    title: string;
  }

  test("answers with the type that the caller names, an interface too", () => {
    expectTypeOf(client.request<Post>).returns.toEqualTypeOf<ResponsePromise<Post>>();
  });

  test("answers with unknown values if the caller names no type", () => {
    const answer = client.request("GET", "/store/posts");
    expectTypeOf(answer).resolves.toHaveProperty("title").toBeUnknown();
    expectTypeOf(answer).resolves.toHaveProperty("response").toEqualTypeOf<HTTPResponse>();
  });

  test("answers with an object: no other body is spread", () => {
    // @ts-expect-error a string has no place for the HTTP response
    client.request<string>("GET", "/store/posts");
  });

  test("knows the methods of the admin API alone", () => {
    client.request("DELETE", "/store/posts/1");
    // @ts-expect-error Medusa's API has no PUT
    client.request("PUT", "/store/posts/1");
    // @ts-expect-error methods are upper case
    client.request("get", "/store/posts");
  });
});

describe("custom endpoints", () => {
  interface Query {
    limit: number;
  }
  interface Posts {
    posts: string[];
  }

  test("post and delete have the type that the caller names, an interface too", () => {
    expectTypeOf(admin.custom.post<Query, Posts>).returns.toEqualTypeOf<ResponsePromise<Posts>>();
    expectTypeOf(admin.custom.delete<Posts>).returns.toEqualTypeOf<ResponsePromise<Posts>>();
  });

  test("what nobody named is unknown", () => {
    expectTypeOf(admin.custom.get("/posts")).resolves.toHaveProperty("posts").toBeUnknown();
    expectTypeOf(admin.custom.post("/posts")).resolves.toHaveProperty("posts").toBeUnknown();
    expectTypeOf(admin.custom.delete("/posts")).resolves.toHaveProperty("posts").toBeUnknown();
  });

  test("a query is an object, of the type that the caller names", () => {
    const query: Query = { limit: 5 };
    admin.custom.get("/posts", query);
    // @ts-expect-error a query string belongs to no parameter
    admin.custom.get("/posts", "limit=5");
    // @ts-expect-error limit is a number
    admin.custom.get<Query, Posts>("/posts", { limit: "5" });
  });

  test("a payload has the type that the caller names", () => {
    admin.custom.post<Query, Posts>("/posts", { limit: 5 });
    // @ts-expect-error limit is a number
    admin.custom.post<Query, Posts>("/posts", { limit: "5" });
  });

  test("options come before headers, as in medusa-js", () => {
    admin.custom.get("/posts", {}, { timeout: 5 }, { "x-shop": "north" });
    // @ts-expect-error headers are no options
    admin.custom.get("/posts", {}, { "x-shop": "north" });
    // @ts-expect-error headers are no options
    admin.custom.delete("/posts", { "x-shop": "north" });
  });
});

describe("a job", () => {
  test("has these statuses, so that a switch can be exhaustive", () => {
    expectTypeOf<BatchJobStatus>().toEqualTypeOf<
      "created" | "pre_processed" | "confirmed" | "processing" | "completed" | "canceled" | "failed"
    >();
    expectTypeOf<BatchJob["status"]>().toEqualTypeOf<BatchJobStatus>();
  });

  test("has no result and no context until it is checked", () => {
    const read = (job: BatchJob) => {
      // @ts-expect-error the result is null at first
      job.result.count;
      // @ts-expect-error the context may be null
      job.context.fileKey;
      return job.result?.count;
    };
    expectTypeOf(read).returns.toEqualTypeOf<number | undefined>();
  });

  test("keeps the keys of a strategy's own unknown", () => {
    expectTypeOf<NonNullable<BatchJob["result"]>["skipped_rows"]>().toBeUnknown();
    expectTypeOf<NonNullable<BatchJob["context"]>["warehouse"]>().toBeUnknown();
  });

  test("has an outcome, a progress and errors that may be missing", () => {
    expectTypeOf(jobOutcome).returns.toEqualTypeOf<JobOutcome | undefined>();
    expectTypeOf<JobOutcome>().toEqualTypeOf<"completed" | "failed" | "canceled">();
    expectTypeOf(jobProgress).returns.toEqualTypeOf<number | undefined>();
    expectTypeOf(jobErrors).returns.toEqualTypeOf<JobError[]>();
    expectTypeOf<JobError>().toEqualTypeOf<{ message: string; code?: string | number }>();
  });
});

test("secrets in an answer can be read, not replaced", () => {
  const replace = (user: User, bearer: AdminBearerAuthRes) => {
    // @ts-expect-error api_token is read-only
    user.api_token = "mine";
    // @ts-expect-error access_token is read-only
    bearer.access_token = "mine";
  };
  expectTypeOf(replace).parameter(0).toHaveProperty("api_token");
  expectTypeOf(replace).parameter(1).toHaveProperty("access_token");
});

test("a resource of the shop's own has the client", () => {
  class Posts extends BaseResource {
    list() {
      return this.client.request<{ posts: string[] }>("GET", "/admin/posts");
    }
  }
  expectTypeOf(new Posts(client).list()).resolves.toHaveProperty("posts");
  // @ts-expect-error a resource without endpoints is none
  new BaseResource(client);
});
