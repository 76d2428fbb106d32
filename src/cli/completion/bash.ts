import type { Completed, Declared, DeclaredFlag } from "./declared.js";

/** For bash 3.2 (macOS) and newer, without bash-completion. */
export function bash({ names, commands, flags }: Declared): string {
  return `# Completes ${names.join(" and ")} in bash. In ~/.bashrc: eval "$(${names[0]} completion bash)"
_mbj() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command= words= word
  # A = is a word of its own: --progress=bar are three.
  if [[ $current == = ]]; then current=
  elif [[ $before == = ]]; then before=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in ${commands.map(({ name }) => name).join("|")}) command=$word; break ;; esac
  done
  COMPREPLY=()
  case $command:$before in
${[
  ...commands.flatMap((command) => command.flags.flatMap((flag) => valueCase(flag, command.name))),
  ...flags.flatMap((flag) => valueCase(flag, "*")),
].join("\n")}
  esac
  if [[ -n $words ]]; then :
  elif [[ $current == -* ]]; then
    words="${namesOf(flags)}"
    case $command in
${commands.map((command) => `      ${command.name}) words="$words ${namesOf(command.flags)}" ;;`).join("\n")}
    esac
  else
    case $command in
      "") words="${commands.map(({ name }) => name).join(" ")}" ;;
${commands.map(({ name, argument }) => `      ${name}) ${reply(argument)} ;;`).join("\n")}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  # Without a word, bash offers files, which this is no place for.
  compopt +o default 2>/dev/null
}
complete -o default -F _mbj ${names.join(" ")}
`;
}

function valueCase({ names, value }: DeclaredFlag, command: string): string[] {
  if (value === undefined) return [];
  return [`    ${names.map((name) => `${command}:${name}`).join("|")}) ${reply(value)} ;;`];
}

/** To return without an answer leaves it to bash, which completes files. */
function reply(completed: Completed): string {
  if (completed === "file") return "return";
  if (completed === "unknown") return 'words=" "';
  return `words="${completed.join(" ")} "`;
}

function namesOf(flags: readonly DeclaredFlag[]): string {
  return flags.flatMap(({ names }) => names).join(" ");
}
