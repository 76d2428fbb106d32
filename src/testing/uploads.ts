import { unknownError } from "./api-error.js";
import { type Answer, json } from "./http.js";
import type { Endpoint, EndpointCall, Server } from "./server.js";
import { isText, type Rules, validated } from "./validation.js";

const FILE_KEY: Rules = { file_key: [[isText, "must be a string"]] };

/** Uploads, in which "protected" changes nothing, deletions and download URLs. */
export const UPLOAD_ENDPOINTS: readonly Endpoint[] = [
  { method: "POST", path: "/admin/uploads", answer: upload },
  { method: "POST", path: "/admin/uploads/protected", answer: upload },
  {
    method: "DELETE",
    path: "/admin/uploads",
    answer({ body }, { shop, settings }) {
      const key = fileKey(body);
      // Up to 1.17 the file service is given the key under another name than it reads.
      if (settings.minor < 18) return json(200, { id: key, object: "file", deleted: true });
      if (shop.files.hasFolder(key.replace(/\/+$/, ""))) throw unknownError();
      shop.files.delete(key);
      // Also for a key that never was.
      return json(200, { id: key, object: "file", deleted: true });
    },
  },
  {
    method: "POST",
    path: "/admin/uploads/download-url",
    answer: ({ body }, server) => json(200, { download_url: urlOf(fileKey(body), server) }),
  },
];

async function upload({ request, now }: EndpointCall, server: Server): Promise<Answer> {
  const files = await filesOf(request);
  const uploads = files.map(({ name, bytes }) => {
    const key = server.shop.files.add(name, bytes, now);
    return { url: urlOf(key, server), key };
  });
  return json(200, { uploads });
}

// Anything that is not a file in the field "files" is a 500, only texts are ignored.
async function filesOf(request: Request) {
  const form = await request.formData().catch(() => {
    throw unknownError();
  });
  const parts = [...form.entries()].filter(
    (part): part is [string, File] => typeof part[1] !== "string",
  );
  if (parts.some(([field]) => field !== "files")) throw unknownError();
  return Promise.all(
    parts.map(async ([, file]) => ({
      name: storedName(file.name),
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  );
}

// Without any path, and with its UTF-8 bytes taken for Latin-1.
function storedName(name: string): string {
  const base = name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1);
  return String.fromCharCode(...new TextEncoder().encode(base));
}

function fileKey(body: unknown): string {
  return String(validated(body, FILE_KEY).file_key);
}

// Neither checked nor escaped.
function urlOf(key: string, { settings }: Server): string {
  return `${settings.baseUrl}/uploads/${key}`;
}
