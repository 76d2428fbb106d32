import type { Completed, Declared, DeclaredFlag } from "./declared.js";

/** For Windows PowerShell 5.1 and PowerShell 7. */
export function powershell({ names, commands, flags }: Declared): string {
  return `# Completes ${names.join(" and ")} in PowerShell. In $PROFILE: ${names[0]} completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName ${names.join(", ")} -ScriptBlock {
  param($current, $ast, $position)
  $commands = @{
${commands.map(({ name, description }) => `    ${quoted(name)} = ${quoted(description)}`).join("\n")}
  }
  $flags = @{
    '' = @{ ${tableOf(flags, ({ description }) => quoted(description))} }
${commands.map(({ name, flags: own }) => `    ${quoted(name)} = @{ ${tableOf(own, ({ description }) => quoted(description))} }`).join("\n")}
  }
  $values = @{
    '' = @{ ${tableOf(flags.filter(takesValue), ({ value }) => listOf(value))} }
${commands.map(({ name, flags: own, argument }) => `    ${quoted(name)} = @{ '' = ${listOf(argument)}; ${tableOf(own.filter(takesValue), ({ value }) => listOf(value))} }`).join("\n")}
  }
  $words = @($ast.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $position } | ForEach-Object { $_.ToString() })
  $command = @($words | Where-Object { $commands.ContainsKey($_) })[0]
  $before = if ($words.Count) { $words[-1] } else { '' }
  $offered = @{}
  foreach ($key in @('', $command) | Where-Object { $null -ne $_ }) {
    if ($before.StartsWith('-') -and $values[$key].ContainsKey($before)) {
      # Nothing of ours: PowerShell completes files.
      return $values[$key][$before] | Where-Object { $_ -like "$current*" }
    }
    foreach ($flag in $flags[$key].Keys) { $offered[$flag] = $flags[$key][$flag] }
  }
  if (-not $current.StartsWith('-')) {
    if ($command) { return $values[$command][''] | Where-Object { $_ -like "$current*" } }
    $offered = $commands
  }
  $offered.Keys | Where-Object { $_ -like "$current*" } | Sort-Object | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $offered[$_])
  }
}
`;
}

function tableOf(flags: readonly DeclaredFlag[], entry: (flag: DeclaredFlag) => string): string {
  return flags
    .flatMap((flag) => flag.names.map((name) => `${quoted(name)} = ${entry(flag)}`))
    .join("; ");
}

function takesValue({ value }: DeclaredFlag): boolean {
  return value !== undefined;
}

function listOf(completed: Completed | undefined): string {
  return Array.isArray(completed) ? `@(${completed.map(quoted).join(", ")})` : "@()";
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
