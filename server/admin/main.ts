/** `node server/admin/main.ts <command> [arguments]`: prints the result; exit code 1 if the command was refused. */
import { runCommand } from '#server/terminal/command.ts'
import { readConfig } from '#server/terminal/config.ts'
import { openLog } from '#server/terminal/log.ts'
import { commands } from './all.ts'
import { readArguments } from './arguments.ts'
import { administer } from './client.ts'

await runCommand(async () => {
  const [name = '', ...typed] = process.argv.slice(2)
  const args = readArguments(name, typed)
  const config = readConfig(process.env)
  const answer = await administer(name, args, { config, log: openLog(config.logLevel), commands })
  for (const line of answer.lines) console.log(line)
  process.exitCode = answer.ok ? 0 : 1
})
