/** Customers who are not on site are told once that a question waits on their page (B3, B9). */
import type { Notice, Order } from '#contract/entities/index.ts'
import { isCurrent } from '../notice/message.ts'
import { atOnce } from '../notice/moment.ts'
import { newNotice } from '../notice/newNotice.ts'
import { channelsOf, isUnderWay, withdrawn } from '../notice/notice.ts'
import { questionDueAt, questionToTell } from '../notice/question.ts'
import { about } from '../order/onOrder.ts'
import type { Around, FollowUp } from './followUp.ts'

export const question: FollowUp<Order> = {
  after(followed, around) {
    const { entity: order, facts } = followed
    const { workshop, context } = around
    const asked = questionToTell(order, workshop, context.now)
    const isPast = (one: Notice) =>
      one.kind === 'question' && isUnderWay(one) && (asked === null || !isCurrent(one, order) || one.at < asked.at)
    const over = followed.notices.filter(isPast)
    const notices = followed.notices.map((one) => (over.includes(one) ? withdrawn(one) : one))
    const gone = over.map(({ id: noticeId }) => about('noticeWithdrawn', order, { noticeId }))
    const dueAt = tellAt(order, notices, around)
    if (asked === null || dueAt === null || dueAt > context.now)
      return over.length === 0 ? followed : { ...followed, notices, facts: [...facts, ...gone] }
    const readyAt = asked.promiseAt
    const notice = newNotice({ kind: 'question', readyAt }, false, order, workshop, context)
    const told = about('noticeDecided', order, { noticeId: notice.id, kind: notice.kind, readyAt })
    return { ...followed, notices: [...notices, notice], facts: [...facts, ...gone, told] }
  },
  moments({ entity: order, notices }, around) {
    const asked = questionToTell(order, around.workshop, around.context.now)
    return asked === null ? [] : [tellAt(order, notices, around), asked.promiseAt]
  },
}

/** When the customer is told of the question; null: there is none, they have been told, or no message can reach them. */
function tellAt(order: Order, notices: readonly Notice[], { workshop, context }: Around): number | null {
  const asked = questionToTell(order, workshop, context.now)
  const isTold = notices.some(({ kind, at }) => kind === 'question' && asked !== null && at >= asked.at)
  if (asked === null || isTold || channelsOf(order).length === 0) return null
  return Math.max(questionDueAt(asked, order, workshop), atOnce(order, workshop, context.now))
}
