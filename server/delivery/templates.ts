/** Approved texts of vendors that take no text of ours: only the values for their variables are sent. */
import type { TemplateField } from '#words/notice.ts'
import type { Message } from './way.ts'

/** By field; empty where there is nothing to say. A variable has no room for line breaks. */
export const valuesFor = ({ values, link }: Message, fields: readonly TemplateField[]): Record<string, string> =>
  Object.fromEntries(
    fields.map((field) => [field, (field === 'link' ? (link ?? '') : (values?.[field] ?? '')).replaceAll(/\s+/g, ' ')]),
  )
