import { StartError } from './startError.ts'

/** Runs what a command does; a StartError becomes its sentence on the error stream, and exit code 1. */
export async function runCommand(run: () => void | Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
