/** No command and no question brings a text that no database takes: it would be answered with a server error, not with its field. */
import { expect, it } from 'vitest'
import { z } from 'zod'
import { commandNames, commands } from '#contract/commands/index.ts'
import { figureOrdersQuestion, figuresQuestion } from '#contract/figures.ts'
import { channelTest, identifyQuestion, moveQuestion, promiseQuestion } from '#contract/questions.ts'
import { deviceReport } from '#contract/deviceReport.ts'
import { pairingQuestion } from '#contract/pairing.ts'
import { newPassword, newPin, passwordSignIn, pinSignIn } from '#contract/signIn.ts'
import { personChoice } from '#contract/session.ts'

/** Texts of the forms that fields ask for; each is spoilt in turn. */
const forms = [
  ...['x', '12345', 'AB12', '沪A7K382', 'a@b.example', 'A'.repeat(20), 'https://push.example.com/x', '2026-11-03'],
  ...['DE', 'Asia/Shanghai', '+8613800138000', '01932f3e-8a4b-70b1-8000-0000000000b1', 'en'],
]
const unstorable = ['\0', '\ud800', '\udc00']
const spoilt = forms.flatMap((form) => unstorable.flatMap((one) => [form + one, one + form]))

/** The schemas of all texts in a schema, with their paths. */
function textsIn(schema: z.ZodType, path: string): [string, z.ZodType][] {
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([key, one]) =>
      textsIn(one, `${path}.${key}`),
    )
  if (schema instanceof z.ZodArray) return textsIn(schema.element as z.ZodType, `${path}[]`)
  if (schema instanceof z.ZodTuple) return schema.def.items.flatMap((one) => textsIn(one as z.ZodType, `${path}[]`))
  if (schema instanceof z.ZodUnion || schema instanceof z.ZodDiscriminatedUnion)
    return schema.options.flatMap((one) => textsIn(one as z.ZodType, path))
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return textsIn(schema.unwrap() as z.ZodType, path)
  return forms.some((form) => typeof schema.safeParse(form).data === 'string') ? [[path, schema]] : []
}

const questions = {
  ...{
    figuresQuestion,
    figureOrdersQuestion,
    channelTest,
    identifyQuestion,
    moveQuestion,
    promiseQuestion,
    personChoice,
    pairingQuestion,
    pinSignIn,
    passwordSignIn,
    newPin,
    newPassword,
    deviceReport,
  },
}
const texts = [
  ...commandNames.flatMap((name) => textsIn(commands[name].payload, name)),
  ...Object.entries(questions).flatMap(([name, schema]) => textsIn(schema, name)),
]
  // It is compared, never stored.
  .filter(([path]) => path !== 'quoteOrder.quoteId')

it.each([
  ...['allowPush.endpoint', 'changeTemplate.text.body', 'changeOpening.ownDays[].note', 'setContact.email'],
  ...['identifyQuestion.code', 'channelTest.to', 'figureOrdersQuestion.cells'],
])('%s is among them', (path) => expect(texts.map(([one]) => one)).toContain(path))

it.each(texts)('%s', (_path, schema) => {
  const stored = spoilt.map((text) => schema.safeParse(text).data).filter((data) => typeof data === 'string')
  expect(stored.filter((text) => text.includes('\0') || !text.isWellFormed())).toEqual([])
})
