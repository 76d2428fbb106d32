import { MedusaAPIError } from "../errors.js";
import { type NamedBlob, toNamedBlob } from "../http/blobs.js";
import { isBlob } from "../http/kinds.js";
import { randomUuid } from "../http/uuid.js";
import type { HeadersLike, ResponsePromise } from "../types/http.js";
import type { AdminUploadsRes, UploadFile, UploadOptions, UploadStream } from "../types/uploads.js";

/** What uploading needs of a resource. */
export interface UploadCalls {
  createProtected(
    file: UploadFile,
    customHeaders?: HeadersLike,
    options?: UploadOptions,
  ): ResponsePromise<AdminUploadsRes>;
  delete(payload: { file_key: string }, customHeaders?: HeadersLike): PromiseLike<unknown>;
}

/** The file of an import on the server. */
export class ImportUpload {
  readonly #calls: UploadCalls;
  readonly #file: UploadFile;
  readonly #options: UploadOptions;
  #fileKey: string | undefined;

  constructor(calls: UploadCalls, file: NamedBlob | UploadStream, options: UploadOptions) {
    this.#calls = calls;
    this.#file = withUniqueName(file);
    this.#options = options;
  }

  /** Uploads it. Returns its key. */
  async send(): Promise<string> {
    const { customHeaders, signal, onUploadProgress } = this.#options;
    const options = { signal, onUploadProgress };
    const { uploads } = await this.#calls.createProtected(this.#file, customHeaders, options);
    this.#fileKey = uploads[0]?.key;
    if (this.#fileKey) return this.#fileKey;
    // Created without a key, the job would stay so for ever and cost the server a database connection.
    throw new MedusaAPIError("The server stored the file, but named no key for it.");
  }

  /**
   * Asks to delete it, if it was uploaded. Whether it is gone then, nobody tells: on S3, or with a Medusa up to 1.17, it may not be. A
   * file that stays harms nobody: what the import came to matters more.
   */
  async remove(): Promise<void> {
    if (!this.#fileKey) return;
    const deletion = this.#calls.delete({ file_key: this.#fileKey }, this.#options.customHeaders);
    await deletion.then(undefined, () => {});
  }
}

/**
 * Medusa's file services tell files apart by their names and the millisecond: of two with one name that come in the
 * same, one takes the place of the other, and is imported twice.
 */
function withUniqueName(file: NamedBlob | UploadStream): UploadFile {
  const name = `${randomUuid().slice(0, 8)}-${file.name}`;
  return isBlob(file) ? toNamedBlob(file, name, file.type) : { ...file, name };
}
