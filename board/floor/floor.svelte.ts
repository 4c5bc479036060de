/** Creates the floor's state objects and provides each to the components of the screen. */
import { onDestroy, untrack } from 'svelte'
import type { PayloadInput } from '#contract/commands/index.ts'
import { Clock, provideClock } from '#kit/clock.svelte.ts'
import { connect } from '#kit/live.svelte.ts'
import { Names, provideNames } from '#kit/names.svelte.ts'
import { words } from '#kit/words.svelte.ts'
import { provideCarriage } from '#order/carriage.ts'
import { Alerts, provideAlerts } from '#staff/alerts/alerts.svelte.ts'
import { Allowed, provideAllowed } from '#staff/allowed.svelte.ts'
import { Announcer, provideAnnouncer } from '#staff/announcer.svelte.ts'
import { Answers, provideAnswers, type Refused } from '#staff/answers.svelte.ts'
import { provideLive } from '#staff/live.ts'
import { Assigning, provideAssigning } from '#staff/moving/assigning.svelte.ts'
import { Moves, provideMoves } from '#staff/moving/moves.svelte.ts'
import { Notices, provideNotices } from '#staff/notices.svelte.ts'
import { Opened, provideOpened } from '#staff/opened.svelte.ts'
import { Places, providePlaces } from '#staff/places.svelte.ts'
import { Progress, provideProgress } from '#staff/progress/progress.svelte.ts'
import { refusalText } from '#staff/refusalText.ts'
import { Orders, provideOrders } from '#staff/orders.svelte.ts'
import { provideSender, Sender } from '#staff/sender.svelte.ts'
import { provideTouches, Touches } from '#staff/touches.svelte.ts'
import { showCar } from '#staff/showCar.ts'
import { provideWorkshop, WorkshopState } from '#staff/workshop.svelte.ts'
import { provideTaking, Taking } from '#staff/taking.svelte.ts'
import { Aim, provideAim } from './carry/aim.svelte.ts'
import { BayDrops, provideBayDrops } from './carry/bayDrops.svelte.ts'
import { carriageWith } from './carry/carriage.ts'
import { Carry, provideCarry } from './carry/carry.svelte.ts'
import { provideResult, Result } from './carry/result.svelte.ts'
import { provideTakeBack, takeBackWith } from './carry/takeBack.ts'
import { Face, provideFace } from './face.svelte.ts'
import { LaneDrops, provideLaneDrops } from './plan/laneDrops.svelte.ts'
import { Plan, providePlan } from './plan/plan.svelte.ts'
import { provideShownEffects, ShownEffects } from './plan/shown.svelte.ts'
import { provideSuggestions, Suggestions } from './plan/suggestions.svelte.ts'
import { PlanWindow, providePlanWindow } from './plan/window.svelte.ts'
import { Sides } from './sides.svelte.ts'

/** Call it during the screen's setup. */
export function openFloor() {
  const live = provideLive(connect('staff', { language: words.language }))
  const clock = provideClock(new Clock(live))
  const workshop = provideWorkshop(new WorkshopState(live))
  const orders = provideOrders(new Orders(live))
  const names = provideNames(new Names(live, clock))
  const places = providePlaces(new Places(live, clock))
  const announcer = provideAnnouncer(new Announcer())
  const answers = provideAnswers(new Answers())
  const allowed = provideAllowed(new Allowed(live))
  const sender = provideSender(new Sender(live, answers, refused, (sent) => touches.made(sent)))
  const undoTime = () => (workshop.settings.undoSeconds * 1000) / live.speed
  const takeBack = async (touch: PayloadInput<'undoCommand'>) => {
    const undo = allowed.may('undoCommand')
    return undo !== null && (await sender.send('touch', undo, touch)).ok
  }
  const touches = provideTouches(new Touches(takeBack, names, announcer, undoTime))
  const moves = provideMoves(new Moves(sender, allowed, orders))
  const assigning = provideAssigning(new Assigning(live, sender, allowed, moves))
  const alerts = provideAlerts(new Alerts(live, workshop))
  provideNotices(new Notices(live, allowed))
  provideProgress(new Progress(live, allowed, answers, workshop, clock))
  const opened = provideOpened(new Opened())
  const take = (arrivalId: string, desk: number | null) => {
    const may = allowed.may('takeArrival')
    if (may) void sender.send(arrivalId, may, { arrivalId, desk })
  }
  provideTaking(new Taking(live, () => allowed.may('takeArrival') !== null, take))

  const result = provideResult(new Result(announcer))
  const plan = providePlan(new Plan(live, clock, workshop))
  const view = providePlanWindow(new PlanWindow(plan, clock))
  const bayDrops = provideBayDrops(new BayDrops(orders, names, places, moves, assigning, result))
  const laneDrops = provideLaneDrops(new LaneDrops(plan, view, orders, names, moves, result))
  const carry = provideCarry(new Carry(moves, laneDrops, bayDrops))
  const aim = provideAim(new Aim(carry, names))
  const suggestions = provideSuggestions(new Suggestions(live, clock, sender, allowed, moves, result, announcer))
  provideShownEffects(new ShownEffects(plan, carry, aim, suggestions))
  provideTakeBack(takeBackWith(moves, touches, answers, result, names))
  provideCarriage(carriageWith(carry))
  const face = provideFace(new Face())

  /** Reads a refusal out. If the car has moved meanwhile, scrolls its card into view. */
  function refused(refused: Refused, place: string) {
    announcer.say(refusalText(refused, names))
    if (refused.code === 'changed_meanwhile') requestAnimationFrame(() => showCar(place))
  }

  $effect(() => {
    if (live.ready) clock.update()
  })
  // C2: while a card is held, ask what a drop here would do.
  $effect(() => aim.ask())
  $effect(() => {
    if (carry.held) untrack(() => result.show(null))
  })
  onDestroy(() => {
    clock.close()
    alerts.close()
    touches.close()
    result.close()
    live.close()
  })
  return { live, workshop, announcer, alerts, allowed, carry, face, opened, sides: new Sides(face) }
}
