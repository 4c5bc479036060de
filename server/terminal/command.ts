import { StartError, tell } from './startError.ts'

/** Runs a command; a StartError is printed as its sentence. */
export async function runCommand(run: () => void | Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    tell(error)
  }
}
