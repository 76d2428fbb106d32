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
  type?: string;
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

/** The answer of a deletion; the server sends the same for a key that never existed. */
export interface AdminDeleteUploadsRes {
  id: string;
  object: string;
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
