import axios from "axios";
import { Client } from "medusa-batch-jobs";
import { describe, expect, test } from "vitest";
import { FaultServer } from "./fault-server.js";

// What arrives of a payload, over a real socket.

const ADAPTERS = { "the adapter of these tests": undefined, fetch: axios.getAdapter("fetch") };

describe.each(Object.entries(ADAPTERS))("over %s", (_, axiosAdapter) => {
  test.each<[string, unknown, string, string]>([
    ["JSON", { a: "ü" }, '{"a":"ü"}', "application/json"],
    [
      "search parameters",
      new URLSearchParams({ a: "1 ü" }),
      "a=1+%C3%BC",
      "application/x-www-form-urlencoded",
    ],
    ["a Blob", new Blob(["a;b"]), "a;b", "application/octet-stream"],
    ["an empty Blob", new Blob([]), "", "application/octet-stream"],
    ["a File", new File(["a;b"], "x.csv", { type: "text/csv" }), "a;b", "text/csv"],
    ["bytes", new TextEncoder().encode("a;b"), "a;b", "application/octet-stream"],
    ["a part of a buffer", Buffer.from("xa;bx").subarray(1, -1), "a;b", "application/octet-stream"],
    ["an ArrayBuffer", new TextEncoder().encode("a;b").buffer, "a;b", "application/octet-stream"],
  ])("%s arrives", async (_, payload, body, type) => {
    const server = await FaultServer.start();
    const client = new Client({ baseUrl: server.baseUrl, axiosAdapter });
    try {
      await client.request("POST", "/admin/anything", payload);
      const [request] = server.requests;
      expect(Buffer.from(request?.body ?? "", "latin1").toString()).toBe(body);
      expect(request?.headers["content-type"]).toBe(type);
    } finally {
      await server.close();
    }
  });
});

test.each(["post", "PATCH", "PUT", "", undefined, "toString"])(
  "the method %j is refused before anything is sent",
  async (method) => {
    const server = await FaultServer.start();
    const client = new Client({ baseUrl: server.baseUrl });
    const call = Reflect.apply(client.request, client, [method, "/admin/anything", {}]);
    await expect(call).rejects.toMatchObject({
      code: "invalid_argument",
      message: expect.stringContaining("GET, POST, DELETE"),
    });
    expect(server.connections).toBe(0);
    await server.close();
  },
);
