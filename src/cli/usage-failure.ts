import type { CommanderError } from "@commander-js/extra-typings";
import type { Failure } from "./failure.js";

/** Flags that people try, and that do not exist: what stands in a command line is for all to see. */
const SECRET_FLAGS: Readonly<Record<string, string>> = {
  "--token": "--token-file FILE, or set MEDUSA_API_TOKEN",
  "--api-token": "--token-file FILE, or set MEDUSA_API_TOKEN",
  "--api-key": "--token-file FILE, or set MEDUSA_API_TOKEN",
  "--password": "--password-file FILE, or set MEDUSA_PASSWORD",
};

/**
 * What a mistake in the arguments comes to.
 *
 * @param called The command with its name: `mbj import`.
 */
export function toUsageFailure(error: CommanderError, called: string): Failure {
  const [said = "", suggestion] = error.message.replace(/^error: /, "").split("\n");
  const flag = /^unknown option '(--?[^'=]+)/.exec(said)?.[1];
  const instead = flag === undefined ? undefined : SECRET_FLAGS[flag];
  const hint = instead
    ? `A secret in a command line is seen by all users of the machine. Pass ${instead}.`
    : [suggestion?.replace(/^\((.*)\)$/, "$1"), `How to call it: ${called} --help`]
        .filter(Boolean)
        .join("\n");
  return {
    exit: "usage",
    title: "error",
    message: asSentence(flag === undefined ? said : `unknown option '${flag}'`),
    hint,
    details: { name: "UsageError" },
  };
}

function asSentence(text: string): string {
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
