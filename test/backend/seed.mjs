const USERS = [
  { email: "admin@medusa-test.com", password: "supersecret", apiToken: "test_api_token_admin" },
  { email: "other@medusa-test.com", password: "supersecret", apiToken: "test_api_token_other" },
];

const PRODUCTS = [
  product("Espresso Cup", "espresso-cup", "Colour", [
    ["White", "CUP-WHITE", 900],
    ["Black", "CUP-BLACK", 950],
  ]),
  product("French Press", "french-press", "Size", [
    ["350 ml", "PRESS-350", 2900],
    ["1 l", "PRESS-1000", 3900],
  ]),
  product("Coffee Grinder", "coffee-grinder", "Model", [["Hand", "GRINDER-HAND", 5900]]),
];

/** Fills a new shop: two users, a region, three products and an empty price list. */
export async function seed({ container, url, apiKeyHeader }) {
  const users = [];
  for (const user of USERS) users.push(await createUser(container, user));
  const post = poster(url, credentials(apiKeyHeader, users[0].apiToken));

  await post("/admin/store", { currencies: ["eur", "usd"], default_currency_code: "eur" });
  const { region } = await post("/admin/regions", {
    name: "EU",
    currency_code: "eur",
    countries: ["de"],
    tax_rate: 0,
    payment_providers: [],
    fulfillment_providers: [],
  });
  for (const body of PRODUCTS) await post("/admin/products", body);
  // Without prices: a product export takes any of a variant's prices for its price, those of price
  // lists too.
  const { price_list } = await post("/admin/price-lists", {
    name: "Summer sale",
    description: "For price-list-import",
    type: "sale",
    status: "active",
    prices: [],
  });
  return { users, regionId: region.id, priceListId: price_list.id };
}

// Users are the one thing that takes a user to be made over HTTP.
async function createUser(container, { email, password, apiToken }) {
  const users = container.resolve("userService");
  const { id } = await users.create({ email }, password);
  await users.update(id, { api_token: apiToken });
  return { id, email, password, apiToken };
}

function credentials(apiKeyHeader, apiToken) {
  return { [apiKeyHeader]: apiKeyHeader === "authorization" ? `Bearer ${apiToken}` : apiToken };
}

function poster(url, headers) {
  return async (path, body) => {
    const response = await fetch(url + path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`Seeding failed: POST ${path} answered ${response.status} ${text}`);
    return JSON.parse(text);
  };
}

function product(title, handle, option, variants) {
  return {
    title,
    handle,
    status: "published",
    options: [{ title: option }],
    variants: variants.map(([value, sku, amount]) => ({
      title: value,
      sku,
      inventory_quantity: 100,
      options: [{ value }],
      prices: [{ currency_code: "eur", amount }],
    })),
  };
}
