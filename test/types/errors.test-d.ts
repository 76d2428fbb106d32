import axios from "axios";
import {
  type BatchJob,
  BatchJobCanceledError,
  type BatchJobError,
  BatchJobFailedError,
  BatchJobTimeoutError,
  type ErrorResponse,
  type HTTPResponse,
  isBatchJobError,
  isMedusaError,
  type JobError,
  type JobHold,
  MedusaAPIError,
  MedusaConnectionError,
  MedusaError,
  MedusaInvalidRequestError,
  MedusaNotFoundError,
  MedusaTimeoutError,
} from "medusa-batch-jobs";
import { describe, expectTypeOf, test } from "vitest";

const caught: unknown = new Error();

describe("isMedusaError", () => {
  test("takes whatever was caught, and narrows it", () => {
    expectTypeOf(isMedusaError).parameter(0).toBeUnknown();
    expectTypeOf(isMedusaError).guards.toEqualTypeOf<MedusaError>();
    if (isMedusaError(caught)) expectTypeOf(caught.status).toEqualTypeOf<number | undefined>();
  });

  test("leaves what it does not know as it was", () => {
    if (!isMedusaError(caught)) expectTypeOf(caught).toBeUnknown();
    // @ts-expect-error not narrowed
    caught.status;
  });

  test("tells an SDK's error from a job's", () => {
    const sort = (error: MedusaError | BatchJobError) => {
      if (isMedusaError(error)) expectTypeOf(error).toEqualTypeOf<MedusaError>();
      else expectTypeOf(error).toEqualTypeOf<BatchJobError>();
    };
    expectTypeOf(sort).toBeCallableWith(new MedusaError("gone"));
  });
});

describe("axios.isAxiosError", () => {
  test("narrows an error to what handlers read, and keeps what it is", () => {
    const show = (error: MedusaError) => {
      if (axios.isAxiosError(error))
        expectTypeOf(error.requestId).toEqualTypeOf<string | undefined>();
      return axios.isAxiosError(error) ? error.response?.status : undefined;
    };
    expectTypeOf(show).returns.toEqualTypeOf<number | undefined>();
    expectTypeOf<MedusaError["isAxiosError"]>().toEqualTypeOf<true>();
    expectTypeOf<MedusaError>().not.toHaveProperty("config");
    expectTypeOf<BatchJobError>().not.toHaveProperty("isAxiosError");
  });
});

describe("isBatchJobError", () => {
  test("takes whatever was caught, and narrows it", () => {
    expectTypeOf(isBatchJobError).parameter(0).toBeUnknown();
    expectTypeOf(isBatchJobError).guards.toEqualTypeOf<BatchJobError>();
    if (isBatchJobError(caught)) expectTypeOf(caught.job).toEqualTypeOf<BatchJob>();
  });

  test("leaves what it does not know as it was", () => {
    if (!isBatchJobError(caught)) expectTypeOf(caught).toBeUnknown();
  });
});

describe("a MedusaError", () => {
  test("has details that may be missing", () => {
    expectTypeOf<MedusaError["status"]>().toEqualTypeOf<number | undefined>();
    expectTypeOf<MedusaError["type"]>().toEqualTypeOf<string | undefined>();
    expectTypeOf<MedusaError["code"]>().toEqualTypeOf<string | undefined>();
    expectTypeOf<MedusaError["requestId"]>().toEqualTypeOf<string | undefined>();
    expectTypeOf<MedusaError["retryAfter"]>().toEqualTypeOf<number | undefined>();
    expectTypeOf<MedusaError["response"]>().toEqualTypeOf<ErrorResponse | undefined>();
  });

  test("always says whether it is ambiguous", () => {
    expectTypeOf<MedusaError["ambiguous"]>().toEqualTypeOf<boolean>();
  });

  test("has the answer with a body that can be asked for its message, as that of medusa-js", () => {
    expectTypeOf<ErrorResponse>().toExtend<HTTPResponse>();
    const show = (error: MedusaError) => error.response?.data.message ?? error.message;
    expectTypeOf(show).returns.toEqualTypeOf<string>();
    expectTypeOf<ErrorResponse["data"]["type"]>().toEqualTypeOf<string | undefined>();
    expectTypeOf<ErrorResponse["data"]["code"]>().toEqualTypeOf<string | undefined>();
    expectTypeOf<ErrorResponse["data"]["errors"]>().toBeUnknown();
  });

  test("can be made for a mock with any body", () => {
    const answer = { status: 401, statusText: "Unauthorized", headers: {} };
    new MedusaError("no", { response: { ...answer, data: "Unauthorized" } });
    new MedusaError("no", { response: { ...answer, data: { message: "no" } }, status: undefined });
  });

  test("cannot be changed", () => {
    const change = (error: MedusaError) => {
      // @ts-expect-error status is read-only
      error.status = 200;
      // @ts-expect-error ambiguous is read-only
      error.ambiguous = false;
    };
    expectTypeOf(change).parameter(0).toHaveProperty("status");
  });

  test("can be made for a mock, from known details alone", () => {
    new MedusaNotFoundError("gone", { status: 404, type: "not_found", cause: caught });
    // @ts-expect-error there is no such detail
    new MedusaNotFoundError("gone", { statusCode: 404 });
  });

  test("is told apart by instanceof in any order, and is never lost", () => {
    const sort = (error: MedusaError) => {
      if (error instanceof MedusaTimeoutError) return "timeout";
      if (error instanceof MedusaConnectionError) return "connection";
      if (error instanceof MedusaNotFoundError) return "not found";
      if (error instanceof MedusaInvalidRequestError) return "invalid";
      if (error instanceof MedusaAPIError) return "server";
      return error;
    };
    expectTypeOf(sort).returns.extract<object>().toEqualTypeOf<MedusaError>();
  });
});

describe("a BatchJobError", () => {
  test("has its job, and says whether its work took effect", () => {
    expectTypeOf<BatchJobError["job"]>().toEqualTypeOf<BatchJob>();
    expectTypeOf<BatchJobError["applied"]>().toEqualTypeOf<boolean | undefined>();
    const change = (error: BatchJobError, job: BatchJob) => {
      // @ts-expect-error job is read-only
      error.job = job;
      // @ts-expect-error applied is computed
      error.applied = true;
    };
    expectTypeOf(change).parameter(0).toHaveProperty("applied");
  });

  test("says what went wrong if the job failed, and only then", () => {
    expectTypeOf<BatchJobFailedError["errors"]>().toEqualTypeOf<JobError[]>();
    expectTypeOf<BatchJobError>().not.toHaveProperty("errors");
    expectTypeOf<BatchJobCanceledError>().not.toHaveProperty("errors");
    expectTypeOf<BatchJobTimeoutError>().not.toHaveProperty("errors");
  });

  test("says what holds it up if its time was up, and only then", () => {
    expectTypeOf<BatchJobTimeoutError["hold"]>().toEqualTypeOf<JobHold | undefined>();
    expectTypeOf<BatchJobError>().not.toHaveProperty("hold");
  });

  test("is told apart by instanceof, and is never lost", () => {
    const sort = (error: BatchJobError) => {
      if (error instanceof BatchJobFailedError) return error.errors[0]?.message;
      if (error instanceof BatchJobCanceledError) return "canceled";
      if (error instanceof BatchJobTimeoutError) return "timeout";
      return error;
    };
    expectTypeOf(sort).returns.extract<object>().toEqualTypeOf<BatchJobError>();
  });

  test("is an Error, but none of a call", () => {
    expectTypeOf<BatchJobFailedError>().toExtend<BatchJobError>();
    expectTypeOf<BatchJobError>().toExtend<Error>();
    expectTypeOf<BatchJobError>().not.toExtend<MedusaError>();
    expectTypeOf<MedusaError>().not.toExtend<BatchJobError>();
  });
});
