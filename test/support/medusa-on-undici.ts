import { isRecord } from "../../src/http/kinds.js";
import { type Config, Medusa as DefaultMedusa } from "../../src/index.js";
import { undiciAdapter } from "../../src/undici/index.js";

// The package as its tests import it, but on undici: what holds for one adapter has to hold for the other.
export * from "../../src/index.js";

const axiosAdapter = undiciAdapter();

export class Medusa extends DefaultMedusa {
  constructor(config: Config = {}) {
    // What is no configuration is to be refused as it is.
    super(isRecord(config) ? { axiosAdapter, ...config } : config);
  }
}

export default Medusa;
