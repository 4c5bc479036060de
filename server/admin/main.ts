/** `node server/admin/main.ts <command> [arguments]`: prints what came of it; exit code 1 when nothing did. */
import { StartError } from '#server/terminal/startError.ts'
import { readConfig } from '#server/terminal/config.ts'
import { openLog } from '#server/terminal/log.ts'
import { commands } from './all.ts'
import { readArguments } from './arguments.ts'
import { administer } from './client.ts'

const [name = '', ...words] = process.argv.slice(2)
try {
  const args = readArguments(name, words)
  const config = readConfig(process.env)
  const answer = await administer(name, args, { config, log: openLog(config.logLevel), commands })
  for (const line of answer.lines) console.log(line)
  process.exitCode = answer.ok ? 0 : 1
} catch (error) {
  if (!(error instanceof StartError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
