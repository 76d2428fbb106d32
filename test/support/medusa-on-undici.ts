import { type Config, Medusa as DefaultMedusa } from "../../src/index.js";
import { undiciAdapter } from "../../src/undici/index.js";

// The package as its tests import it, but on undici: what holds for one adapter has to hold for the other.
export * from "../../src/index.js";

const axiosAdapter = undiciAdapter();

export class Medusa extends DefaultMedusa {
  constructor(config: Config = {}) {
    super({ axiosAdapter, ...config });
  }
}

export default Medusa;
