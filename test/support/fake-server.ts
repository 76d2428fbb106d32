import { parseArgs } from "node:util";
import { DEFAULT_TICK_MS, DEFAULT_USERS } from "medusa-batch-jobs/testing";
import { serveFake } from "./serve-fake.js";

const HELP = `Usage: npm run fake -- [--port N] [--tick MS]

Serves a fake Medusa v1 and prints one JSON line on stdout when it is ready: {"url", "users": [{"email", "password", "apiToken"}]}
SIGINT or SIGTERM stop it.

  --port N    port on 127.0.0.1; default: a free one
  --tick MS   milliseconds between two steps of a batch job; default: ${DEFAULT_TICK_MS}
  --help      this text`;

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    tick: { type: "string", default: String(DEFAULT_TICK_MS) },
    help: { type: "boolean", default: false },
  },
});

const PRODUCTS = [
  {
    handle: "espresso-cup",
    title: "Espresso Cup",
    status: "published",
    options: ["Colour"],
    variants: [
      {
        title: "White",
        sku: "CUP-WHITE",
        options: ["White"],
        prices: [{ currency_code: "eur", amount: 900 }],
      },
      {
        title: "Black",
        sku: "CUP-BLACK",
        options: ["Black"],
        prices: [{ currency_code: "eur", amount: 950 }],
      },
    ],
  },
];

if (values.help) {
  console.log(HELP);
} else {
  await serve(number("port", values.port), number("tick", values.tick));
}

async function serve(port: number, tick: number) {
  const { url, close } = await serveFake({ port, tick, products: PRODUCTS });
  console.log(JSON.stringify({ url, users: DEFAULT_USERS }));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, close);
}

function number(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0) return value;
  throw new RangeError(`--${name} must be a number, not "${text}".`);
}
