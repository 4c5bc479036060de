import { describe, expect, it } from 'vitest'
import type { Entry } from '#server/read/journal.ts'
import { HeldState } from '#server/fanout/held.ts'
import { MOST_CATCH_UPS } from '#server/fanout/entryFrames.ts'
import { BACKLOG_LIMIT, Room } from '#server/fanout/room.ts'
import type { Encode } from '#server/fanout/screen.ts'
import { anOrder, aWorkshop } from '../support/factories.ts'
import { encodeInMemory, MemoryLine } from './memoryScreen.ts'

const workshop = aWorkshop()
const order = anOrder({ words: 'x'.repeat(500) })

const entryAt = (seq: number): Entry => ({
  workshopId: workshop.id,
  seq,
  mark: `mark ${seq}`,
  previous: `mark ${seq - 1}`,
  at: seq,
  command: 'setPriority',
  actor: { device: 'admin', personId: null },
  facts: [],
  put: { order: [order] },
  drop: {},
})

function openRoom() {
  const state = new HeldState({ epoch: 'e', seq: 0, mark: 'mark 0', at: 0, put: { workshop: [workshop] } })
  let encoded = 0
  const encode: Encode = (event, message) => {
    encoded++
    return encodeInMemory(event, message)
  }
  const room = new Room({ view: 'staff' }, state, encode)
  const publish = (seq: number) => {
    const entry = entryAt(seq)
    state.apply(entry)
    room.publish([entry], state)
  }
  return { state, room, publish, encodings: () => encoded }
}

describe('S10 a slow screen', () => {
  it('has a bounded queue, gets nothing more meanwhile, and is returned once it has drained', () => {
    const { room, publish } = openRoom()
    const [slow, quick] = [new MemoryLine(), new MemoryLine()]
    room.screens.add(slow).add(quick)
    let got = 0
    for (let seq = 1; seq <= 3000; seq++) {
      publish(seq)
      got += quick.take(Infinity).length
      expect(slow.backlog).toBeLessThanOrEqual(BACKLOG_LIMIT)
    }
    expect(slow.backlog).toBeGreaterThan(BACKLOG_LIMIT / 2)
    expect(got).toBe(3000)
    expect(room.drained()).toEqual([])
    slow.take(Infinity)
    expect(room.drained()).toEqual([slow])
    expect(room.drained()).toEqual([])
  })

  it('that leaves while behind is removed', () => {
    const { room, publish } = openRoom()
    const slow = new MemoryLine()
    room.screens.add(slow)
    for (let seq = 1; seq <= 3000; seq++) publish(seq)
    room.leave(slow)
    slow.take(Infinity)
    expect(room.drained()).toEqual([])
  })
})

describe('S8 the beat', () => {
  it('goes to every screen that is not behind, in waves, each with its own current time', () => {
    const { room, publish } = openRoom()
    const slow = new MemoryLine()
    room.screens.add(slow)
    for (let seq = 1; seq <= 3000; seq++) publish(seq)
    const waiting = slow.backlog
    const lines = Array.from({ length: 120 }, () => new MemoryLine())
    for (const line of lines) room.screens.add(line)
    const heard = () => lines.filter((line) => line.backlog > 0).length
    let at = 0
    const waves = [...heardWaves()]
    function* heardWaves() {
      for (const _ of room.beat(() => ({ at: ++at }))) yield heard()
    }
    expect(waves[0]).toBeLessThan(lines.length)
    expect(waves.length).toBeGreaterThan(1)
    expect(heard()).toBe(lines.length)
    expect(at).toBe(waves.length + 1)
    expect(slow.backlog).toBe(waiting)
  })

  it('leaves out a screen that has left between two waves', () => {
    const { room } = openRoom()
    const lines = Array.from({ length: 120 }, () => new MemoryLine())
    for (const line of lines) room.screens.add(line)
    const last = lines.at(-1)!
    for (const _ of room.beat(() => ({}))) room.leave(last)
    expect(last.backlog).toBe(0)
  })
})

describe('a change is encoded once', () => {
  it('for any number of screens', () => {
    const { room, publish, encodings } = openRoom()
    for (let i = 0; i < 50; i++) room.screens.add(new MemoryLine())
    publish(1)
    expect(encodings()).toBe(1)
  })

  it('and so are the snapshot and the catch-up for screens at the same position', () => {
    const { room, state, publish, encodings } = openRoom()
    publish(1)
    for (let i = 0; i < 20; i++) {
      room.entry.snapshot(state)
      room.entry.catchUp(0, [entryAt(1)], state)
    }
    expect(encodings()).toBe(2)
  })
})

describe('cached catch-ups', () => {
  const LAST = 1000
  function longRoom() {
    const { room, state, publish, encodings } = openRoom()
    for (let seq = 1; seq <= LAST; seq++) publish(seq)
    const all = Array.from({ length: LAST }, (_, i) => entryAt(i + 1))
    /** How many are encoded again for screens at these positions. */
    const madeFor = (from: number, to: number) => {
      const before = encodings()
      for (let since = from; since < to; since++) room.entry.catchUp(since, all.slice(since), state)
      return encodings() - before
    }
    return { madeFor, publish }
  }

  it('are bounded: up to the limit each position is encoded once; one more evicts older ones', () => {
    const { madeFor } = longRoom()
    expect(madeFor(0, MOST_CATCH_UPS)).toBe(MOST_CATCH_UPS)
    for (let again = 0; again < 3; again++) expect(madeFor(0, MOST_CATCH_UPS)).toBe(0)
    expect(madeFor(MOST_CATCH_UPS, MOST_CATCH_UPS + 1)).toBe(1)
    expect(madeFor(0, MOST_CATCH_UPS - 1)).toBe(MOST_CATCH_UPS - 1)
  })

  it('are dropped with the next change, when they are out of date', () => {
    const { madeFor, publish } = longRoom()
    madeFor(0, 1)
    publish(LAST + 1)
    expect(madeFor(0, 1)).toBe(1)
  })
})
