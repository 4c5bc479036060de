/** Generates COMMANDS.md from the contract: every command on the wire, with its fields, refusals and examples. */
import { refusals } from '#contract/commands/refusals.ts'
import { exampleOf } from './example.ts'
import { jsonSchemas, messageOf, summaryOf, wireCommands, type Schema } from './messages.ts'
import { typeOf } from './typeNames.ts'

const head = `# All commands

Generated from the contract by \`npm run reference\`; do not edit. [SYNC.md](SYNC.md#commands) describes how commands are sent and
answered, and the codes that any of them may be refused with.
`

/** The whole document. */
export function commandReference(): string {
  const schemas = jsonSchemas('draft-2020-12')
  return head + wireCommands.map((name) => commandSection(name, schemas)).join('')
}

function commandSection(name: (typeof wireCommands)[number], schemas: Record<string, Schema>): string {
  const message = messageOf(name)
  const payload = schemas[message]!.properties!['payload']!
  const fields = Object.entries(payload.properties ?? {}).map(([field, schema]) => {
    const isOptional = !payload.required?.includes(field)
    return `| \`${field}\` | ${typeOf(schema)}${isOptional ? ', optional' : ''} | ${schema.title === undefined ? (schema.description ?? '') : ''} |\n`
  })
  const codes = (refusals[name] ?? []).map((code) => `\`${code}\``)
  return [
    `\n### ${name}\n\n${summaryOf(name)}\n`,
    fields.length > 0 && `\n| field | type | |\n| --- | --- | --- |\n${fields.join('')}`,
    codes.length > 0 && `\nRefused with ${codes.join(', ')}.\n`,
    example(message, exampleOf(schemas[message]!, schemas)),
    example(`${message}Accepted`, exampleOf(schemas[`${message}Accepted`]!, schemas)),
  ]
    .filter(Boolean)
    .join('')
}

const example = (message: string, value: unknown) =>
  `\n\`\`\`json ${message}\n${JSON.stringify(value, null, 2)}\n\`\`\`\n`
