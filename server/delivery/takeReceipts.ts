/** Takes delivery receipts in: the other side is recognised before its body is read, then each receipt is a command (B11.3). */
import type { Sql } from 'postgres'
import type { Attempt } from '#contract/entities/index.ts'
import { cut } from '#contract/characters.ts'
import type { ErrorCode } from '#contract/errors.ts'
import { permitOwn } from '#server/policy/permit.ts'
import { newId } from '#server/write/ids.ts'
import type { Writer } from '#server/write/write.ts'
import { attemptOf, type Named } from './receiptId.ts'
import type { Callback, Receipt, Receipts, Ways } from './way.ts'

/** Receipts read of one request. */
const MOST = 500
const LONGEST_DETAIL = 200
/** When a message nobody knows is looked for again, in real milliseconds: its receipt may be faster than the record of its attempt. */
const PAUSES = [500, 5_000, 30_000]

/** A refusal, or what the other side wants to be answered. */
type Taken = Extract<ErrorCode, 'not_allowed' | 'bad_payload'> | { answer: object | string | null }

export interface ReceiptTaker {
  /** The names of the ways that are set up and send receipts. */
  names: readonly string[]
  take(name: string, callback: Callback): Promise<Taken>
  /** What answers the other side's check of the address; null: it is not the other side. */
  echo(name: string, callback: Callback): string | null
}

interface Options {
  sql: Sql
  writer: Writer
  ways: Ways
}

export function createReceiptTaker({ sql, writer, ways }: Options): ReceiptTaker {
  const all = new Map<string, Receipts>()
  for (const way of Object.values(ways)) if (way?.receipts) all.set(way.receipts.name, way.receipts)

  async function record(receipt: Receipt, pauses: readonly number[] = PAUSES): Promise<void> {
    const { result, detail, ...by } = receipt
    const named = 'attempt' in by ? attemptOf(by.attempt) : await attemptBy(sql, by.messageId)
    if (!named) {
      const [pause, ...more] = pauses
      const again = () => void record(receipt, more).catch(() => undefined)
      if ('messageId' in by && pause !== undefined) setTimeout(again, pause).unref()
      return
    }
    const { workshopId, noticeId, number } = named
    const payload = { noticeId, number, result, detail: cut(detail.toWellFormed(), LONGEST_DETAIL) }
    // It is refused if the notice is gone or this is known; the other side only wants to hear that the receipt came in.
    await writer.execute(permitOwn('clock', workshopId, { id: newId(), name: 'recordReceipt', payload }))
  }

  return {
    names: [...all.keys()],
    async take(name, callback) {
      const way = all.get(name)
      if (!way || !isGenuine(way, callback)) return 'not_allowed'
      let read
      try {
        read = way.read(callback)
      } catch {
        return 'bad_payload'
      }
      for (const receipt of read.slice(0, MOST)) await record(receipt)
      return { answer: way.answer ?? null }
    },
    echo: (name, callback) => all.get(name)?.echo?.(callback) ?? null,
  }
}

function isGenuine(way: Receipts, callback: Callback): boolean {
  try {
    return way.isGenuine(callback)
  } catch {
    // An address that is none.
    return false
  }
}

/** The attempt by the vendor's id of its message. A vendor's account serves every workshop of this server. */
async function attemptBy(sql: Sql, messageId: string): Promise<Named | null> {
  const [row] = await sql<{ workshop_id: string; id: string; attempts: Attempt[] }[]>`
    select workshop_id, id, attempts from notice
    where attempts @> ${sql.json([{ messageId }])} limit 1`
  if (!row) return null
  const number = row.attempts.findIndex((one) => one.messageId === messageId) + 1
  return { workshopId: row.workshop_id, noticeId: row.id, number }
}
