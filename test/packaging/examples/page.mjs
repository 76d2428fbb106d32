// The little of a browser's page that the guides' examples touch. Its person picks a file, and says yes.
import { readFileSync } from "node:fs";

const files = [new File([readFileSync("products.csv")], "products.csv")];
const window = {
  location: new URL("https://shop.example/app"),
  confirm: () => true,
  document: {
    title: "",
    body: { append() {} },
    createElement: () => ({}),
    querySelector: () => ({ files, addEventListener: (_event, listener) => listener() }),
  },
};
Object.assign(globalThis, window, { window });
