import { StartError } from './startError.ts'

/** Runs a command; a StartError is printed as its sentence on stderr, with exit code 1. */
export async function runCommand(run: () => void | Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
