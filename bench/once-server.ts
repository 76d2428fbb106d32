import { DEFAULT_USERS } from "medusa-batch-jobs/testing";
import { serveFake } from "../test/support/serve-fake.js";

// The fake Medusa, with the real one's tick, in a process of its own: node --import tsx once-server.ts

const { url } = await serveFake({ tick: 3_000, products: [{ handle: "cup", title: "Cup" }] });
process.once("disconnect", () => process.exit());
process.send?.({ url, apiKey: DEFAULT_USERS[0]?.apiToken });
