/** The demo's workshop: the example, with the requested number of bays and enough people. */
import type { Payload } from '#contract/commands/index.ts'
import type { Skill } from '#contract/values.ts'
import { exampleFurnishing } from '#server/domain/workshop/example.ts'

type Furnishing = Payload<'furnishWorkshop'>

/** Technicians added to the example's dozen so that every bay is staffed. */
const more: { name: string; team: 'mechanics' | 'body'; skills: Skill[] }[] = [
  { name: 'Liang Bo', team: 'mechanics', skills: ['mechanical', 'alignment'] },
  { name: 'Anna Kowalski', team: 'mechanics', skills: ['electrical', 'mechanical'] },
  { name: 'Deng Kai', team: 'body', skills: ['body', 'paint'] },
  { name: 'Qin Yue', team: 'mechanics', skills: ['mechanical', 'inspection'] },
  { name: 'Luo Jun', team: 'body', skills: ['wash'] },
]

/** `count` bays in the example's proportions. */
function baysOf(count: number): Furnishing['bays'] {
  const { bays } = exampleFurnishing
  return Array.from({ length: count }, (_, n) => ({
    ...bays[Math.floor((n * bays.length) / count)]!,
    number: n + 1,
  }))
}

/** Everything a workshop with that many bays needs for a day without idle bays. */
export function furnishing(bayCount: number): Furnishing {
  const { bays, persons, ...rest } = exampleFurnishing
  const extra = Math.round(more.length + ((bayCount - bays.length) * 12) / bays.length)
  const people = Array.from({ length: Math.max(0, extra) }, (_, n) => {
    const { name, team, skills } = more[n % more.length]!
    const times = Math.floor(n / more.length)
    return { name: times === 0 ? name : `${name} ${times + 1}`, roles: ['technician' as const], team, skills }
  })
  return { ...rest, bays: baysOf(bayCount), persons: [...persons, ...people] }
}
