// The contract suite on a real Medusa. `--profile` says which; all else is for vitest.
import { spawnSync } from "node:child_process";
import { readProfile } from "../backend/profiles.mjs";

const args = process.argv.slice(2);
const at = args.indexOf("--profile");
const [, profile = "default"] = at === -1 ? [] : args.splice(at, 2);

const { status } = spawnSync("vitest", ["run", "--project", "contract", ...args], {
  stdio: "inherit",
  env: { ...process.env, CONTRACT_TARGET: "real", CONTRACT_PROFILE: readProfile(profile).name },
});
process.exitCode = status ?? 1;
