import type { Completed, Declared, DeclaredFlag } from "./declared.js";

/** For zsh 5 and newer. */
export function zsh({ names, commands, flags }: Declared): string {
  return `#compdef ${names.join(" ")}
# Completes ${names.join(" and ")} in zsh. In ~/.zshrc, behind compinit: eval "$(${names[0]} completion zsh)"
_mbj() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  local -a everywhere=(
${flags.map((flag) => `    ${specOf(flag)}`).join("\n")}
  )
  _arguments -C $everywhere '1: :->command' '*:: :->arguments'
  case $state in
    command)
      local -a commands=(
${commands.map(({ name, description }) => `        ${quoted(`${name}:${description}`)}`).join("\n")}
      )
      _describe command commands ;;
    arguments)
      case $words[1] in
${commands
  .map(
    ({ name, flags: own, argument }) =>
      `        ${name}) _arguments $everywhere ${[...own.map(specOf), ...restOf(argument)].join(" ")} ;;`,
  )
  .join("\n")}
      esac ;;
  esac
}
compdef _mbj ${names.join(" ")}
`;
}

function specOf({ names, description, value }: DeclaredFlag): string {
  const text = `[${description.replace(/[[\]\\:]/g, "\\$&")}]`;
  const after = value === undefined ? "" : `:${argumentOf(value)}`;
  if (names.length === 1)
    return quoted(`${names[0]}${value === undefined ? "" : "="}${text}${after}`);
  const [short, long] = names;
  const spelled = value === undefined ? `{${short},${long}}` : `{${short},${long}=}`;
  return `${quoted(`(${names.join(" ")})`)}${spelled}${quoted(text + after)}`;
}

function restOf(argument: Completed): string[] {
  return argument.length === 0 ? [] : [quoted(`*:${argumentOf(argument)}`)];
}

function argumentOf(completed: Completed): string {
  if (completed === "file") return "file:_files";
  if (completed === "unknown") return "value:()";
  return `value:(${completed.join(" ")})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
