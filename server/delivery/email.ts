/** Notices by e-mail: plain text, over SMTP. A server's certificate is verified; one that is bad fails the try. */
import { createTransport } from 'nodemailer'
import type { MailSettings } from '../terminal/channels.ts'
import { detailOf, type Sent, type Way } from './way.ts'

/** What nodemailer throws. */
interface MailError {
  code?: string
  responseCode?: number
  message: string
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/

export function openMail({ host, port, secure, auth, from }: MailSettings): Way {
  const transport = createTransport({
    ...{ host, port, secure, disableFileAccess: true, disableUrlAccess: true },
    // A password goes over no line that can be read along.
    requireTLS: !secure && auth !== null && !LOOPBACK.test(host),
    ...(auth && { auth }),
  })
  const domain = from.slice(from.lastIndexOf('@') + 1)
  return {
    async send(message, signal): Promise<Sent> {
      const { workshop, to, reference, subject, body } = message
      try {
        const info = await transport.sendMail({
          from: { name: workshop.name, address: from },
          to: { name: '', address: to },
          messageId: `<${reference}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
          ...{ subject, text: body, signal },
        })
        return { result: 'delivered', detail: detailOf(info.response, message) }
      } catch (thrown) {
        if (signal.aborted) throw thrown
        const error = thrown as MailError
        // The mail server says that it will never take this one; anything else may pass.
        const isFinal = /^(EENVELOPE|EMESSAGE)$/.test(error.code ?? '') && (error.responseCode ?? 0) >= 500
        const detail = detailOf(error.message, message)
        return { result: isFinal ? 'unavailable' : 'failed', detail }
      }
    },
  }
}
