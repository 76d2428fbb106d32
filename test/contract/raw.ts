import { request } from "node:http";

/** A request as it goes over the wire: nothing is added but `host` and `connection`, and nothing is corrected. */
export interface RawRequest {
  method?: string | undefined;
  /** As it is sent. */
  path: string;
  headers?: Readonly<Record<string, string>> | undefined;
  body?: string | undefined;
}

/** What came back, whole. */
export interface RawAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** Sends a request on a connection of its own. */
export function sendRaw(url: string, { method = "GET", path, headers, body }: RawRequest) {
  const { hostname, port } = new URL(url);
  return new Promise<RawAnswer>((resolve, reject) => {
    // A body has a length, or Node cuts it into chunks where a method should have none.
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const outgoing = request(
      { hostname, port, method, path, headers: { ...length, ...headers }, agent: false },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () => {
          const lines = Object.entries(incoming.headers);
          resolve({
            status: incoming.statusCode ?? 0,
            headers: Object.fromEntries(lines.map(([name, value]) => [name, String(value)])),
            body: Buffer.concat(chunks).toString(),
          });
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
