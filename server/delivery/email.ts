/** Notices by e-mail: plain text over SMTP. An invalid server certificate fails the attempt. */
import { createTransport } from 'nodemailer'
import type { MailSettings } from '../terminal/channels.ts'
import { detailOf, type Sent, type Way } from './way.ts'

/** The fields we use of nodemailer's errors. */
interface MailError {
  code?: string
  responseCode?: number
  message: string
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/

export function openMail({ host, port, secure, auth, from, name }: MailSettings): Way {
  const transport = createTransport({
    ...{ host, port, secure, name, disableFileAccess: true, disableUrlAccess: true },
    // Never send a password over an unencrypted connection.
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
        return { result: 'handed_over', detail: detailOf(info.response, message) }
      } catch (thrown) {
        if (signal.aborted) throw thrown
        const error = thrown as MailError
        // The mail server has rejected this message for good; any other error may pass.
        const isFinal = /^(EENVELOPE|EMESSAGE)$/.test(error.code ?? '') && (error.responseCode ?? 0) >= 500
        const detail = detailOf(error.message, message)
        return { result: isFinal ? 'unavailable' : 'failed', detail }
      }
    },
  }
}
