/** Notices by SMS, through the gateway that is set up. */
import { textableOf } from '#server/domain/phone.ts'
import type { SmsSettings } from '../terminal/sms.ts'
import { Aliyun } from './aliyun.ts'
import { JsonGateway } from './gateway.ts'
import { Line } from './line.ts'
import { Tencent } from './tencent.ts'
import { Twilio } from './twilio.ts'
import { detailOf, ownReason, type Way } from './way.ts'

/** Gives the gateway numbers with their country code only, and none that receive no text messages. */
export function openSms(settings: SmsSettings): Way {
  const gateway = gatewayOf(settings)
  return {
    ...(gateway.receipts && { receipts: gateway.receipts }),
    async send(message, signal) {
      const to = textableOf(message.to, message.workshop.country)
      if (to === null) return ownReason('unavailable', 'number_not_textable')
      const sent = await gateway.send({ ...message, to }, signal)
      // The answer may name the number as the customer wrote it.
      return { ...sent, detail: detailOf(sent.detail, message) }
    },
  }
}

function gatewayOf(settings: SmsSettings): Way {
  switch (settings.preset) {
    case 'json':
      return new JsonGateway(settings)
    case 'twilio':
      return new Twilio(settings)
    case 'aliyun':
      return new Aliyun(settings)
    case 'tencent':
      return new Tencent(settings)
    case 'line':
      return new Line(settings)
  }
}
