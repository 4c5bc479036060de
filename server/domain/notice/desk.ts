/** What the desk does about notices: approves them, holds them back, phones (B11.1, B11.3). */
import type { Notice } from '#contract/entities/index.ts'
import { noticeAllows } from '#contract/lives/notice.ts'
import { about } from '../order/onOrder.ts'
import { refuse, type Decision, type Rule } from '../rule.ts'
import type { CommandName } from '#contract/commands/index.ts'
import { isCurrent } from './message.ts'
import { channelsOf, onItsWay, withdrawn } from './notice.ts'
import { textOf } from './text.ts'

type NoticeCommand = Extract<CommandName, 'sendNotice' | 'withdrawNotice' | 'recordCall'>

/** A rule on one notice of a live order, once `fact` is known to be a legal step. */
function onNotice<N extends NoticeCommand>(
  fact: 'noticeDecided' | 'noticeWithdrawn' | 'customerCalled' | 'customerSpokenTo',
  decide: (notice: Notice, ...rest: Parameters<Rule<N>['decide']>) => Notice,
): Rule<N> {
  return {
    needs: (payload) => ({ notices: [(payload as { noticeId: string }).noticeId] }),
    decide(scope, payload, context): Decision<N> {
      const notice = scope.notices.get((payload as { noticeId: string }).noticeId)
      const order = notice && scope.orders.get(notice.orderId)
      if (!notice || !order || notice.closedAt !== null) return refuse('notice_not_found')
      if (!noticeAllows(notice.state, fact)) return refuse('illegal_step')
      const next = decide(notice, scope, payload, context)
      // Once the question is settled, the customer counts as informed.
      const isSettled = notice.state === 'asking' && next.state !== 'asking'
      const informed =
        isSettled && next.kind !== 'question'
          ? { kind: next.kind, at: context.now, readyAt: next.readyAt }
          : order.informed
      return {
        ...{ ok: true, answer: {} as never, leavesPlan: true },
        facts: [about(fact, order, { noticeId: notice.id })],
        put: { notice: [next], order: [{ ...order, informed }] },
      }
    },
  }
}

const sending = onNotice<'sendNotice'>('noticeDecided', (notice, { orders, workshop }, _payload, { now }) => {
  const order = orders.get(notice.orderId)!
  const channels = channelsOf(order)
  return {
    ...notice,
    ...textOf(notice.kind, notice.readyAt, order, workshop, now),
    channels,
    // S14: the adviser can still take it back.
    ...onItsWay(channels, now + workshop.settings.undoSeconds * 1000),
  }
})

/**
 * The adviser approves a delay message, with the reason updated, or resends a notice that failed or was held back. Refuses
 * `illegal_step` for a notice that is no longer true.
 */
export const sendNotice: Rule<'sendNotice'> = {
  ...sending,
  decide(scope, payload, context) {
    const notice = scope.notices.get(payload.noticeId)
    const order = notice && scope.orders.get(notice.orderId)
    const isHeldBack = notice?.state === 'withdrawn' && notice.closedAt === null
    if (isHeldBack && order && !isCurrent(notice, order)) return refuse('illegal_step')
    return sending.decide(scope, payload, context)
  },
}

/** Holds a notice back: the customer knows already, or should not be informed. */
export const withdrawNotice = onNotice<'withdrawNotice'>('noticeWithdrawn', withdrawn)

const calling = (fact: 'customerCalled' | 'customerSpokenTo') =>
  onNotice<'recordCall'>(fact, (notice, { orders }, { reached }, { actor, now }) => {
    const channel = orders.get(notice.orderId)!.waits ? 'in_person' : 'phone'
    return {
      ...notice,
      attempts: [
        ...notice.attempts,
        { channel, at: now, result: reached ? 'delivered' : 'failed', detail: '', messageId: null },
      ],
      calledBy: actor.personId,
      ...(reached && { state: 'delivered' }),
    }
  })
const [called, spokenTo] = [calling('customerCalled'), calling('customerSpokenTo')]

/**
 * Records a phone call, or a word to a customer who waits on site: an attempt like any other (B11.1, B11.3). If the customer was
 * not reached, the notice stays on the list.
 */
export const recordCall: Rule<'recordCall'> = {
  ...called,
  decide(scope, payload, context) {
    const rule = scope.notices.get(payload.noticeId)?.state === 'asking' ? spokenTo : called
    const decision = rule.decide(scope, payload, context)
    return decision.ok && payload.words !== '' ? { ...decision, remarks: { words: payload.words } } : decision
  },
}
