import type { RequestOptions } from "./http.js";

/** How far an upload is. */
export interface UploadProgress {
  /** Bytes that were handed over for sending, those of the form around the files among them. */
  loaded: number;
  /** All of them; `undefined` of a stream. */
  total?: number | undefined;
}

/** How an upload differs from the client's configuration. */
export interface UploadOptions extends RequestOptions {
  /**
   * Called a few times a second while bytes are sent, where the runtime tells of it: Node, Bun, Deno, and
   * browsers (which take `XMLHttpRequest` for it); workers without that do not. An attempt that is
   * repeated begins at 0 again. What it throws, or rejects with, ends the upload.
   */
  onUploadProgress?: ((progress: UploadProgress) => void) | undefined;
}

/** One file: a `File` (keeps its name), a `Blob`, bytes, a stream, or where there is a file system a file on disk. */
export type UploadFile = Blob | Uint8Array | UploadStream | FileOnDisk;

/** A file on disk, by its path or its `file:` URL. Node 20.16 and above and Bun read it in constant memory when it is sent; Deno loads it. */
export type FileOnDisk = { path: string } | URL;

/**
 * A file that comes as a stream. Node sends it on as it comes; other runtimes cannot, and collect it
 * first. It can be read once: a failed upload of it is not repeated.
 */
export interface UploadStream {
  name: string;
  stream: ReadableStream<Uint8Array>;
  /** The media type. Default: none. */
  type?: string | undefined;
}

/** What the upload methods take: one file or several. */
export type AdminCreateUploadPayload = UploadFile | readonly UploadFile[];

/** Where uploaded files are now. */
export interface AdminUploadsRes {
  /** One entry a file, in the order of the request. */
  uploads: { url: string; key: string }[];
}

/** Which file to delete. */
export interface AdminDeleteUploadsReq {
  file_key: string;
}

/** The answer of a deletion; the server sends the same for a key that never existed, and where the file stays. */
export interface AdminDeleteUploadsRes {
  id: string;
  object: string;
  /** Medusa was asked to delete it: always true. */
  deleted: boolean;
}

/** Which file to get a download URL for. */
export interface AdminPostUploadsDownloadUrlReq {
  file_key: string;
}

/** A URL that needs no credentials; it may be on another origin, and it expires. */
export interface AdminUploadsDownloadUrlRes {
  download_url: string;
}
