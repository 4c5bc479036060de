/** `npm run reference`: rewrites COMMANDS.md. */
import { writeFileSync } from 'node:fs'
import { commandReference } from './reference.ts'

writeFileSync(new URL('../contract/COMMANDS.md', import.meta.url), commandReference())
