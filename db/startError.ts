/** Why Pitboard cannot start: its message is one plain sentence for whoever started it, without secrets. */
export class StartError extends Error {
  override name = 'StartError'
}

/** The system's code of an error (`ENOSPC`, `28P01` …), or an empty string. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
