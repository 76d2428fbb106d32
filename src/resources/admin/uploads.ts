import type { Client } from "../../client.js";
import { mustBe } from "../../errors.js";
import { callOptions } from "../../http/call-options.js";
import { type Checks, checkFunction, isText } from "../../http/checks.js";
import type { Download } from "../../http/download.js";
import { openFiles, type Part, sizeOf, toForm } from "../../http/form.js";
import { withProgress } from "../../http/progress.js";
import type { Rest } from "../../http/resume.js";
import type { HeadersLike, RequestOptions, ResponsePromise } from "../../types/http.js";
import type {
  AdminCreateUploadPayload,
  AdminDeleteUploadsReq,
  AdminDeleteUploadsRes,
  AdminPostUploadsDownloadUrlReq,
  AdminUploadsDownloadUrlRes,
  AdminUploadsRes,
  UploadOptions,
} from "../../types/uploads.js";
import { checkedClient } from "../base.js";

/** Bytes per second below which an upload counts as stuck. */
export const SLOWEST_UPLOAD = 100_000;

/** How long the upload of a stream, whose size nobody knows, may take: milliseconds. */
export const STREAM_UPLOAD_TIMEOUT_MS = 60 * 60_000;

const UPLOAD_OPTIONS: Checks<Pick<UploadOptions, "onUploadProgress">> = {
  onUploadProgress: checkFunction,
};

/** Upload files for imports, and get the files of exports. */
export class AdminUploadsResource {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = checkedClient(client);
  }

  /**
   * Uploads files to the public folder. Unless `options.timeout` says otherwise, an attempt may take the
   * client's timeout and 10 seconds more for each MB.
   *
   * @param files One or several; `{ path: "products.csv" }` is read from disk. What has no name is called
   *   `upload.csv`.
   * @example
   * ```ts
   * import Medusa from "medusa-batch-jobs";
   *
   * const medusa = new Medusa({ apiKey: "my-token" });
   * const csv = new File(["Product Handle;Product Title\r\n"], "products.csv", { type: "text/csv" });
   * const { uploads } = await medusa.admin.uploads.create(csv, {
   *   onUploadProgress: ({ loaded, total }) => console.log(loaded, "of", total),
   * });
   * ```
   */
  create(
    files: AdminCreateUploadPayload,
    customHeaders?: HeadersLike | UploadOptions,
    options?: UploadOptions,
  ): ResponsePromise<AdminUploadsRes> {
    return this.#upload("/admin/uploads", files, customHeaders, options);
  }

  /** Uploads files to the protected folder, where a file service has one; takes what {@link create} takes. */
  createProtected(
    files: AdminCreateUploadPayload,
    customHeaders?: HeadersLike | UploadOptions,
    options?: UploadOptions,
  ): ResponsePromise<AdminUploadsRes> {
    return this.#upload("/admin/uploads/protected", files, customHeaders, options);
  }

  /**
   * Asks Medusa to delete a file. It answers `deleted: true` for any key, existing or not, and also where nothing is
   * deleted: local files up to 1.17, and S3 on 1.20 (medusa-file-s3 1.4.2 looks for the key under another name).
   */
  async delete(
    payload: AdminDeleteUploadsReq,
    customHeaders?: HeadersLike | RequestOptions,
    options?: RequestOptions,
  ): ResponsePromise<AdminDeleteUploadsRes> {
    checkFileKey(payload);
    return this.#client.send({
      method: "DELETE",
      path: "/admin/uploads",
      payload,
      options,
      customHeaders,
      bodyKey: "id",
    });
  }

  /**
   * A URL from which a file can be downloaded without credentials. It may be on another origin,
   * it expires, and the server gives one for any key, existing or not.
   */
  async getPresignedDownloadUrl(
    payload: AdminPostUploadsDownloadUrlReq,
    customHeaders?: HeadersLike | RequestOptions,
    options?: RequestOptions,
  ): ResponsePromise<AdminUploadsDownloadUrlRes> {
    checkFileKey(payload);
    return this.#client.send({
      method: "POST",
      path: "/admin/uploads/download-url",
      payload,
      options,
      customHeaders,
      bodyKey: "download_url",
      // A POST that changes nothing.
      idempotent: true,
    });
  }

  /**
   * Opens a file by its URL, or the rest of it; see {@link getPresignedDownloadUrl}.
   *
   * @internal
   */
  download(url: string, options?: RequestOptions, rest?: Rest): Promise<Download> {
    return this.#client.download(url, options, rest);
  }

  async #upload(
    path: string,
    files: AdminCreateUploadPayload,
    customHeaders?: HeadersLike | UploadOptions,
    options?: UploadOptions,
  ): ResponsePromise<AdminUploadsRes> {
    const given = callOptions<UploadOptions>(customHeaders, options, UPLOAD_OPTIONS);
    const { onUploadProgress: tell, ...request } = given;
    const parts = await openFiles(files);
    const ending = new AbortController();
    try {
      const payload = await toForm(parts, ending.signal);
      return await withProgress(tell, request.signal, (signal, onUploadProgress) =>
        this.#client.send({
          method: "POST",
          path,
          payload,
          onUploadProgress,
          options: { ...request, signal },
          bodyKey: "uploads",
          extraTime: transferTime(parts),
          // Sent twice, it leaves a file that nothing refers to and that harms nobody.
          idempotent: true,
        }),
      );
    } finally {
      // Of an upload that was aborted, or refused midway, axios goes on reading.
      ending.abort();
    }
  }
}

function transferTime(parts: readonly Part[]): number {
  const size = sizeOf(parts);
  return size === undefined ? STREAM_UPLOAD_TIMEOUT_MS : (size / SLOWEST_UPLOAD) * 1000;
}

function checkFileKey(payload: { file_key: string }): void {
  if (!isText(payload?.file_key)) throw mustBe("The file", '{ file_key: "…" }', payload);
}
