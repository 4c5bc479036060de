/** Sends one message marked as a test, to check that a channel works. */
import type { Sql } from 'postgres'
import type { Workshop } from '#contract/entities/index.ts'
import type { ChannelTest, ChannelTested } from '#contract/questions.ts'
import type { Language } from '#contract/values.ts'
import { sampleValues } from '#words/notice.ts'
import { noticeTexts } from '#words/texts.ts'
import type { Links } from '#server/access/links.ts'
import { filled } from '#server/domain/notice/text.ts'
import { newId } from '#server/write/ids.ts'
import { tryOnce, type Ways } from './way.ts'

export type SendTest = (workshopId: string, test: ChannelTest, language: Language) => Promise<ChannelTested>

interface Options {
  sql: Sql
  ways: Ways
  links: Links
  origin: Promise<string | null>
  /** Timeout, in real milliseconds. */
  within: number
}

type Row = Pick<Workshop, 'name' | 'country' | 'phone' | 'timeZone' | 'plateFormat'>

export const createSendTest =
  ({ sql, ways, links, origin, within }: Options): SendTest =>
  async (workshopId, { channel, to }, language) => {
    const [workshop] = await sql<Row[]>`
      select name, country, phone, time_zone as "timeZone", plate_format as "plateFormat" from workshop
      where workshop_id = ${workshopId}`
    const { name, country } = workshop!
    const page =
      channel === 'push' || channel === 'wechat' ? `/t/${await links.tokenFor({ workshopId, orderId: to })}` : '/'
    const base = await origin
    const { subject, body } = noticeTexts[language].test
    const message = {
      workshop: { id: workshopId, name, country },
      ...{ to, reference: `${newId()}.${channel}`, link: base === null ? null : base + page },
      ...{ receiptId: null, receiptsAt: null },
      // A gateway with texts of its own sends the pick-up notice, about no customer's car.
      ...{ kind: 'ready' as const, values: sampleValues(language, workshop!, Date.now()) },
      subject: filled(subject, { workshop: name }),
      body: filled(body, { workshop: name }),
    }
    return tryOnce(ways[channel], message, within, new AbortController().signal)
  }
