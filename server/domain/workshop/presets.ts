/** What a new workshop can begin with, by its size: bays, teams, people and a price list, all of it to be changed. */
import type { Payload } from '#contract/commands/index.ts'
import type { BayKind, Preset, Role, Skill } from '#contract/values.ts'
import { priceList } from './priceList.ts'

type Furnishing = Payload<'furnishWorkshop'>

/** Bays with the same uses, the main one first. */
type Bays = readonly [count: number, ...uses: BayKind[]]
/** People with the same roles: their number, the main role first, and their skills. */
type People = readonly [count: number, roles: readonly Role[], ...skills: Skill[]]

interface Contents {
  bays: readonly Bays[]
  /** People who belong to no team. */
  people: readonly People[]
  /** Teams, each with its people; the leader first. */
  teams: readonly { name: 'mechanics' | 'electrical' | 'body'; people: readonly People[] }[]
}

const lift = ['lift', 'electrical', 'inspection'] as const
const mechanic = ['mechanical', 'electrical'] as const
const painter = ['body', 'paint'] as const

const contents: Record<Preset, Contents> = {
  quick_service: {
    bays: [
      [2, ...lift],
      [1, 'alignment', 'lift', 'inspection'],
    ],
    people: [[1, ['adviser', 'cashier']]],
    teams: [
      {
        name: 'mechanics',
        people: [
          [1, ['team_leader', 'foreman', 'inspector'], ...mechanic, 'alignment', 'inspection'],
          [2, ['technician'], ...mechanic, 'alignment', 'wash'],
        ],
      },
    ],
  },
  general_repair: {
    bays: [
      [4, ...lift],
      [1, 'electrical'],
      [1, 'alignment', 'lift', 'inspection'],
      [1, 'inspection'],
      [1, 'wash'],
    ],
    people: [
      [2, ['adviser']],
      [1, ['foreman'], ...mechanic, 'inspection'],
      [1, ['inspector'], 'inspection'],
      [1, ['washer'], 'wash'],
      [1, ['cashier', 'parts_clerk']],
    ],
    teams: [
      {
        name: 'mechanics',
        people: [
          [1, ['team_leader'], ...mechanic, 'alignment'],
          [5, ['technician'], ...mechanic, 'alignment'],
        ],
      },
    ],
  },
  dealer: {
    bays: [
      [8, ...lift],
      [2, 'lift', 'inspection'],
      [2, 'electrical'],
      [1, 'alignment', 'lift', 'inspection'],
      [3, 'body'],
      [1, 'paint'],
      [1, 'inspection'],
      [2, 'wash'],
    ],
    people: [
      [4, ['adviser']],
      [1, ['foreman'], ...mechanic, 'inspection'],
      [1, ['technical_director'], ...mechanic, 'inspection'],
      [2, ['inspector'], 'inspection'],
      [3, ['washer'], 'wash'],
      [2, ['parts_clerk']],
      [2, ['cashier']],
      [1, ['follow_up_clerk']],
      [1, ['service_manager']],
    ],
    teams: [
      {
        name: 'mechanics',
        people: [
          [1, ['team_leader'], ...mechanic, 'alignment'],
          [7, ['technician'], ...mechanic, 'alignment'],
        ],
      },
      {
        name: 'electrical',
        people: [
          [1, ['team_leader', 'specialist'], ...mechanic],
          [3, ['technician'], ...mechanic],
        ],
      },
      {
        name: 'body',
        people: [
          [1, ['team_leader'], ...painter],
          [4, ['technician'], ...painter],
        ],
      },
    ],
  },
  body_and_paint: {
    bays: [
      [3, 'body'],
      [2, 'paint'],
      [1, 'lift', 'inspection', 'wash'],
    ],
    people: [
      [1, ['adviser', 'cashier']],
      [1, ['foreman', 'inspector'], ...painter, 'inspection'],
      [1, ['washer'], 'wash'],
    ],
    teams: [
      {
        name: 'body',
        people: [
          [1, ['team_leader'], ...painter, 'mechanical'],
          [4, ['technician'], ...painter, 'mechanical'],
        ],
      },
    ],
  },
}

/** What people and teams are called. */
export interface Naming {
  roles: Readonly<Record<Role, string>>
  teams: Readonly<Record<Contents['teams'][number]['name'], string>>
}

/**
 * The contents of a preset. People are called after their main role, with a number: "Technician 2". The price list has the work that the bays are for; prices
 * are in yuan, so a workshop with another currency types its own over 0.
 */
export function presetFurnishing(preset: Preset, naming: Naming, currency: string): Omit<Furnishing, 'isExample'> {
  const { bays, people, teams } = contents[preset]
  const uses = new Set(bays.flatMap(([, ...uses]) => uses))
  const counts = new Map<Role, number>()
  const personsOf = (list: readonly People[], team: string | null) =>
    list.flatMap(([count, roles, ...skills]) =>
      Array.from({ length: count }, () => {
        const main = roles[0]!
        const number = (counts.get(main) ?? 0) + 1
        counts.set(main, number)
        return { name: `${naming.roles[main]} ${number}`, roles: [...roles], team, skills }
      }),
    )
  return {
    bays: bays
      .flatMap(([count, ...uses]) => Array.from({ length: count }, () => ({ name: null, uses })))
      .map((bay, index) => ({ number: index + 1, ...bay })),
    teams: teams.map(({ name }) => ({ key: name, name: naming.teams[name] })),
    persons: [...personsOf(people, null), ...teams.flatMap(({ name, people }) => personsOf(people, name))],
    priceItems: priceList
      .filter(({ bayKind }) => uses.has(bayKind))
      .map((item) => ({ ...item, price: currency === 'CNY' ? item.price : 0 })),
  }
}
