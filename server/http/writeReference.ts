/** `npm run reference`: writes COMMANDS.md anew. */
import { writeFileSync } from 'node:fs'
import { commandReference } from './reference.ts'

writeFileSync(new URL('../contract/COMMANDS.md', import.meta.url), commandReference())
