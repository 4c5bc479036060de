/** The channels that are set up. */
import type { Sql } from 'postgres'
import { channels, type Channel } from '#contract/values.ts'
import type { Writer } from '#server/write/write.ts'
import { openMail } from './email.ts'
import { openPush } from './push.ts'
import type { PushKeys } from './pushKeys.ts'
import type { ChannelSettings } from '../terminal/channels.ts'
import { openSms } from './sms.ts'
import type { Ways } from './way.ts'
import { openIdIn, Wechat } from './wechat.ts'
import type { WechatAccount } from './wechatAccount.ts'

interface Options {
  settings: ChannelSettings
  sql: Sql
  writer: Writer
  pushKeys: PushKeys
  wechat: WechatAccount | null
  /** The server's public address. */
  publicUrl: string | null
  /** For tests: allows push services on private addresses. */
  pushAnywhere: boolean
}

/** The channels that these settings set up. */
export const channelsSetUp = ({ pushSubject, wechat, sms, email }: ChannelSettings): Channel[] => {
  const there = { push: pushSubject !== null, wechat: wechat !== null, sms: sms !== null, email: email !== null }
  return channels.filter((channel) => there[channel])
}

export const openWays = ({ settings, sql, writer, pushKeys, publicUrl, pushAnywhere, wechat }: Options): Ways => ({
  push:
    settings.pushSubject === null
      ? null
      : openPush({ sql, writer, keys: pushKeys, subject: settings.pushSubject, publicUrl, anywhere: pushAnywhere }),
  wechat: wechat && new Wechat(wechat, openIdIn(sql)),
  sms: settings.sms && openSms(settings.sms),
  email: settings.email && openMail(settings.email),
})
