import { BatchJobFailedError, type Config, type Medusa } from "medusa-batch-jobs";
import { describe, expect, test } from "vitest";
import { adminClient, cannot, guestClient, isBefore, productCsv, target } from "./shop.js";

// What an error says where the cause is Medusa's: a row a cause. Those that are the network's are in test/faults.

const { email, password } = target.admin;
const SOON = { interval: 30 };
const LOGINS = cannot("jwt")
  ? (["createSession"] as const)
  : (["createSession", "getToken"] as const);
/** In the shape of one, of a user that there is not. */
const JWT = "eyJhbGciOiJIUzI1NiJ9.eyJ1c2VyX2lkIjoidXNyXzAifQ.c2lnbmF0dXJl";
const PRICES = { type: "price-list-import", context: { price_list_id: target.priceListId } };

async function said(call: PromiseLike<unknown>): Promise<string> {
  return Promise.resolve(call).then(
    () => expect.unreachable("It resolved."),
    (error: Error) => error.message,
  );
}

describe("a login", () => {
  test.each(LOGINS)("%s with a wrong password says so, and nothing else", async (login) => {
    const { auth } = guestClient().admin;
    expect(await said(auth[login]({ email, password: "wrong" }))).toBe("Wrong e-mail or password.");
    expect(await said(auth[login]({ email: "no@body.test", password }))).toBe(
      "Wrong e-mail or password.",
    );
  });
});

describe("a call that is not let in says what it carried", () => {
  const list = (medusa: Medusa) => said(medusa.admin.batchJobs.list());
  const HOW = "Set apiKey, or log in with admin.auth.getToken or createSession.";

  test.each([undefined, null, ""])("nothing: apiKey is %j", async (apiKey) => {
    const medusa = guestClient({ apiKey });
    const message = `No credentials were sent: apiKey is ${apiKey === "" ? '"" (a string)' : apiKey}. ${HOW}`;
    expect(await list(medusa)).toBe(message);
    // The server has opened a session for nobody by now.
    expect(await list(medusa)).toBe(message);
  });

  test("nothing, after a logout", async () => {
    const medusa = guestClient();
    await medusa.admin.auth.createSession({ email, password });
    await medusa.admin.auth.deleteSession();
    expect(await list(medusa)).toContain("No credentials were sent: apiKey is undefined.");
  });

  test("nothing, since customHeaders unset it", async () => {
    const customHeaders = { "x-medusa-access-token": null };
    expect(await list(adminClient({ customHeaders }))).toContain(
      "No credentials were sent: customHeaders unset them.",
    );
  });

  /** What a Medusa before 1.17 lets in, or answers as an error of its own. */
  const NEW_ALONE = ["an API token as a header", "a JWT of elsewhere"];

  test.for<[string, Config, string]>([
    ["a wrong API token", { apiKey: "wrong" }, "apiKey is no API token of a user"],
    ["a JWT as an API token", { apiKey: JWT }, "looks like a JWT: use getToken"],
    [
      "a JWT as an API token, as Bearer",
      { apiKey: `Bearer ${JWT}` },
      "looks like a JWT: use getToken",
    ],
    [
      "an API token as Bearer",
      { apiKey: `Bearer ${target.admin.apiToken}` },
      'apiKey begins with "Bearer": leave that out',
    ],
    [
      "an API token as a header",
      { customHeaders: { authorization: `Bearer ${target.admin.apiToken}` } },
      "customHeaders.authorization is no JWT",
    ],
    [
      "a JWT of elsewhere",
      { customHeaders: { authorization: `Bearer ${JWT}` } },
      "the JWT is over (after 24 hours): call getToken again",
    ],
    [
      "a session that is over, and a wrong token",
      { apiKey: "wrong", customHeaders: { cookie: "connect.sid=s%3Aover.x" } },
      "from 1.17 x-medusa-access-token); the session is over (after 10 hours): call createSession again.",
    ],
  ])("%s", async ([name, config, words], { skip }) => {
    if (isBefore(17) && NEW_ALONE.includes(name)) skip();
    const message = await list(guestClient(config));
    expect(message).toMatch(/^Unauthorized\. Medusa refused what was sent: /);
    expect(message).toContain(words);
    expect(message).not.toContain(target.admin.apiToken);
    expect(message).not.toContain("eyJ");
  });
});

describe("a request that goes elsewhere says where it should go", () => {
  test.each(["/admin", "/admin/", "/admin/batch-jobs", "/store"])(
    "baseUrl ends in %s",
    async (path) => {
      const baseUrl = target.url + path;
      const named = `baseUrl (${baseUrl.replace(/\/$/, "")}) must end before /admin, which the SDK adds itself.`;
      const { admin } = adminClient({ baseUrl });
      expect(await said(admin.batchJobs.list())).toContain(named);
      expect(await said(admin.auth.createSession({ email, password }))).toContain(named);
    },
  );

  test("a body of JSON that is too large", async () => {
    const context = { note: "x".repeat(200_000) };
    const create = adminClient().admin.batchJobs.create({ type: "product-export", context });
    expect(await said(create)).toMatch(/too large \(413\): Medusa takes about 100 kB of JSON/);
  });
});

describe("what Medusa says of a job comes first, and then what it means", () => {
  const { batchJobs, custom } = adminClient().admin;

  test("a bare 500: where to look", async () => {
    expect(await said(custom.get("/batch-jobs", { order: "nope" }))).toMatch(
      /^An unknown error occurred\. Medusa's log says why \(request [\w-]+\)\.$/,
    );
  });

  test("a type that it has not", async () => {
    expect(await said(batchJobs.create({ type: "nope", context: {} }))).toMatch(
      /^Unable to find a BatchJob strategy with the type nope\. There are product-export, order-export, /,
    );
  });

  test("a filter that it has not", async () => {
    expect(await said(batchJobs.list(Object({ dryRun: true })))).toBe(
      'property dryRun should not exist. Medusa knows no "dryRun" here: is it misspelt?',
    );
  });
});

describe("a failed import says what is wrong with the file", () => {
  const { batchJobs } = adminClient().admin;

  async function failure(file: File | string, options = {}): Promise<string> {
    const failed = await batchJobs
      .importFile(file, { ...SOON, ...options })
      .catch((error) => error);
    expect(failed).toBeInstanceOf(BatchJobFailedError);
    return failed.message;
  }

  const csv = async (handle: string, change: (text: string) => string) =>
    change(await productCsv(handle).text());

  /** What the fake does not look at. */
  const REAL_ALONE = ["a currency", "a status"];
  /** What a Medusa before 1.12 reads over. */
  const SINCE_12 = "a byte order mark";

  test.for<[string, (text: string) => string, RegExp]>([
    [
      "a handle that exists",
      (text) => text.replace("words-handle", "espresso-cup"),
      /unique constraint "IDX_\w+"\. There is a product with this handle already\. A row updates one only by its Product Id or Variant Id: export first\.$/,
    ],
    [
      "an SKU that exists",
      (text) => `${text}${text.split("\r\n")[1]?.replace("words-SKU", "words-SKU-2")}\r\n`,
      /There is a variant with this SKU already\./,
    ],
    [
      "a currency",
      (text) => text.replace("Price EUR", "Price XXX"),
      /money_amount.*\. A column "Price …" is for a currency that Medusa does not know\.$/,
    ],
    [
      "a region that there is not",
      (text) => text.replace("Price EUR", "Price NA [USD]"),
      /for a region NA that doesn't exist\. A column as "Price NA \[USD\]" holds prices of the region "NA", which the shop has not: delete the column, or make the region\.$/,
    ],
    [
      "a byte order mark",
      (text) => `\ufeff${text}`,
      /treat column \ufeffProduct Handle .*\. The file begins with an invisible character, a byte order mark \(BOM\): save it without one\.$/,
    ],
    [
      "a cell too many",
      (text) => text.replace(/\r\n$/, ";x\r\n"),
      /A row has more cells than there are columns/,
    ],
    [
      "a column in small letters",
      (text) => text.replace("Product Title", "product title"),
      /product title.*\. Columns must be spelled as in an export, capitals too/,
    ],
    [
      "a blank line",
      (text) => `${text}\r\n`,
      /in line 2 of .*\. Is a line blank, as the last one\?/,
    ],
    [
      "an empty cell",
      (text) => text.replace(";5;", ";;"),
      /"inventory_quantity".*\. That column is missing, or its cell in this row is empty/,
    ],
    [
      "a status",
      (text) => text.replace("published", "Published"),
      /"Published"\. Product Status must be draft, proposed, published or rejected\.$/,
    ],
  ])("%s", async ([name, change, words], { skip }) => {
    if (target.kind === "fake" && REAL_ALONE.includes(name)) skip();
    if (isBefore(12) && name === SINCE_12) skip();
    const handle = `words-${name.split(" ")[1]}`;
    expect(await failure(await csv(handle, change))).toMatch(words);
  });

  test("an id of another shop", async () => {
    const text = await csv("words-id", (one) =>
      one.replace("Product Handle", "Product Id;Product Handle").replace("\r\n", "\r\nprod_nope;"),
    );
    expect(await failure(text)).toMatch(/prod_nope was not found\. Create it first, or empty/);
  });

  test("of prices: a region", async () => {
    await batchJobs.importFile(productCsv("words-prices"), SOON);
    const text = "Product Variant ID;SKU;Price NA [USD]\r\n;words-prices-sku;7\r\n";
    expect(await failure(text, PRICES)).toMatch(/delete the column/);
  });

  test.for<[string, string, RegExp]>([
    ["a byte order mark", "\ufeffProduct Variant ID;SKU;Price EUR\r\n;x;7\r\n", /\(BOM\)/],
    ["an SKU", "Product Variant ID;SKU;Price EUR\r\n;NO-SUCH;7\r\n", /Create it first/],
    ["a row without either", "Product Variant ID;SKU;Price EUR\r\n;;7\r\n", /has neither/],
  ])("of prices: %s", async ([name, text, words], { skip }) => {
    if (isBefore(12) && name === SINCE_12) skip();
    expect(await failure(text, PRICES)).toMatch(words);
  });
});

describe("a failed export says what is wrong with its context", () => {
  test.each([
    { order: "nope" },
    { fields: "nope" },
    { expand: "nope" },
    { filterable_fields: { nope: 1 } },
  ])("%j", async (context) => {
    const { batchJobs } = adminClient().admin;
    // Its typeorm has no name for an order that there is not, on 1.12 to 1.17.
    expect(await said(batchJobs.run({ type: "product-export", context }, SOON))).toMatch(
      /(?:nope|databaseName).*\. See what context says of order, fields, expand, limit and filterable_fields/,
    );
  });
});
