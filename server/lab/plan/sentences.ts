import { z } from 'zod'

/** Turns zod's issues into sentences for the file's author: where, what, and what to write instead. */
export function sentencesOf(error: z.ZodError): string[] {
  return error.issues.flatMap((issue) => {
    const at = issue.path.length === 0 ? 'the file' : pathOf(issue.path)
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `${at}: unknown field “${key}”; remove it.`)
    return [`${at}: ${whatIsWrong(issue)}.`]
  })
}

const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, one) => (typeof one === 'number' ? `${text}[${one}]` : text === '' ? String(one) : `${text}.${String(one)}`),
    '',
  )

const words: Record<string, string> = {
  ...{ string: 'a text in quotes', number: 'a number', int: 'a whole number', boolean: 'true or false' },
  ...{ array: 'a list in square brackets', object: 'an object in braces', record: 'an object in braces' },
}

function whatIsWrong(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (/received undefined/.test(issue.message))
        return `write ${words[issue.expected] ?? issue.expected}; it is missing`
      return /^Invalid input/.test(issue.message) ? `write ${words[issue.expected] ?? issue.expected}` : issue.message
    case 'invalid_value':
      return `write one of ${issue.values.map(String).join(', ')}`
    case 'invalid_union':
      return 'write "unknown" or a time such as "2026-11-03T08:00"'
    case 'invalid_key':
      return 'write a day such as "2026-10-01"'
    default:
      return issue.message
  }
}
