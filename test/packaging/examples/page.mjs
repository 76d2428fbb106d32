// The little of a browser's page that the guides' examples touch. Its person picks a file, and says yes.
import { readFileSync } from "node:fs";

const files = [new File([readFileSync("products.csv")], "products.csv")];
const window = {
  location: Object.assign(new URL("https://shop.example/app"), { assign() {} }),
  confirm: () => true,
  document: {
    title: "",
    body: { append() {} },
    createElement: () => ({ addEventListener: (_event, listener) => listener() }),
    querySelector: () => ({ files, addEventListener: (_event, listener) => listener() }),
  },
};
Object.assign(globalThis, window, { window });
