import { expect, test } from "vitest";
import { toMultipart } from "../../../src/http/multipart.js";

test("files become a form in one blob, which any parser reads", async () => {
  const body = toMultipart("files", [
    { name: 'a "ü"\r\n.csv', content: new Blob(["a;ü\r\n"], { type: "text/csv" }) },
    { name: "b", content: new Blob([Uint8Array.of(0, 255)]) },
  ]);
  const form = await new Response(body, { headers: { "content-type": body.type } }).formData();
  const [a, b] = form.getAll("files");
  if (typeof a !== "object" || typeof b !== "object") throw new Error("A part is no file.");
  expect(a).toMatchObject({ name: 'a "ü"\r\n.csv', type: "text/csv" });
  expect(await a.text()).toBe("a;ü\r\n");
  expect(b).toMatchObject({ name: "b", type: "application/octet-stream" });
  expect([...new Uint8Array(await b.arrayBuffer())]).toEqual([0, 255]);
});
