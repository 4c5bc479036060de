/** The car typed at the desk: what is on file is filled in, and taken out again with the plate it belongs to (B13). */
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { words } from '../../board/kit/words.svelte.ts'
import { CarForm } from '../../board/desk/carForm.svelte.ts'

const files: Record<string, object> = {
  沪A00001: { model: 'Civic', name: 'Liu Fang', phone: '+8613800138000', language: 'zh-Hans' },
  沪A00002: { model: 'Golf', name: null, phone: '+8613912345678', language: 'zh-Hant' },
}

/** Answers what is on file for the plate asked about. */
const identify = vi.fn((_path: string, { body }: { body: string }) => {
  const { plate } = JSON.parse(body) as { plate: string }
  return Promise.resolve(Response.json({ vehicle: files[plate] ?? null }))
})
vi.stubGlobal('fetch', identify)
afterEach(() => void identify.mockClear())
afterAll(() => void vi.unstubAllGlobals())

const typed = async (form: CarForm, plate: string) => {
  form.draft.plate = plate
  await form.fill()
}

test('B13 a known plate fills the empty fields and leaves what was typed', async () => {
  const form = new CarForm(() => ({ plateFormat: 'cn', country: 'CN' }))
  form.draft.name = 'Wang Min'
  await typed(form, '沪A·00001')
  expect(form.draft).toMatchObject({
    model: 'Civic',
    name: 'Wang Min',
    phone: '+86 138 0013 8000',
    language: 'zh-Hans',
  })
})

test('C8 with another plate goes what was filled in from the file of the wrong one, and what was typed stays', async () => {
  const form = new CarForm(() => ({ plateFormat: 'cn', country: 'CN' }))
  await typed(form, '沪A00001')
  form.draft.words = 'Noise'
  form.draft.phone = '138 0000 0000'
  await typed(form, '沪A00002')
  expect(form.draft).toMatchObject({
    model: 'Golf',
    name: '',
    phone: '138 0000 0000',
    language: 'zh-Hant',
    words: 'Noise',
  })
  await typed(form, '沪A00003')
  expect(form.draft).toMatchObject({ model: '', name: '', phone: '138 0000 0000', language: words.language })
})

test('C8 it also goes while the plate is being corrected, when there is no plate, and without an answer', async () => {
  const form = new CarForm(() => ({ plateFormat: 'cn', country: 'CN' }))
  await typed(form, '沪A00001')
  form.draft.plate = '沪A00002'
  const filling = form.fill()
  expect(form.draft).toMatchObject({ model: '', name: '', phone: '', language: null })
  await filling
  await typed(form, '沪A')
  expect(form.draft).toMatchObject({ model: '', phone: '', language: null })
  await typed(form, '沪A00001')
  identify.mockImplementationOnce(() => Promise.reject(new TypeError('Failed to fetch')))
  await typed(form, '沪A00002')
  expect(form.draft).toMatchObject({ model: '', name: '', phone: '', language: null })
})

test('B13 asks which plate it is where only the hyphen tells cars apart, or the workshop knows two', async () => {
  const german = new CarForm(() => ({ plateFormat: 'free', country: 'DE' }))
  await typed(german, 'BNO 1234')
  expect(german.choices).toEqual(['B-NO1234', 'BN-O1234'])
  german.choose('BN-O1234')
  expect(german.draft.plate).toBe('BN-O 1234')
  expect([german.plate, german.choices]).toEqual(['BN-O1234', []])

  const british = new CarForm(() => ({ plateFormat: 'free', country: 'GB' }))
  await typed(british, 'BNO1235')
  expect(british.choices).toEqual([])
  identify.mockImplementationOnce(() => Promise.resolve(Response.json({ code: 'which_plate' }, { status: 409 })))
  await typed(british, 'BNO1234')
  expect(british.choices).toEqual(['B-NO1234', 'BN-O1234'])
})
