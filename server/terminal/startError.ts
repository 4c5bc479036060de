/** Why Pitboard cannot start: the message is one plain sentence for the user, without secrets. */
export class StartError extends Error {
  override name = 'StartError'
}

/** The system's code of an error (`ENOSPC`, `28P01` …) or of its cause; '' if there is none. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  return 'code' in error && typeof error.code === 'string' ? error.code : codeOf(error.cause)
}
