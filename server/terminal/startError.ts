/** Why Pitboard cannot start: the message is one plain sentence for the user, without secrets. */
export class StartError extends Error {
  override name = 'StartError'
}

/** `--help` was typed; the message is the usage. Not a fault, but it ends the command the same way. */
export class HelpAsked extends StartError {}

/** Prints why a command ends: help on stdout with exit code 0, a fault on stderr with exit code 1. */
export function tell(error: StartError): void {
  if (error instanceof HelpAsked) console.log(error.message)
  else console.error(error.message)
  process.exitCode = error instanceof HelpAsked ? 0 : 1
}

/** The system's code of an error (`ENOSPC`, `28P01` …) or of its cause; '' if there is none. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  return 'code' in error && typeof error.code === 'string' ? error.code : codeOf(error.cause)
}
