/** The example workshop, so that every screen has something to show. */
import type { Payload } from '#contract/commands/index.ts'
import type { WeeklyHours } from '#contract/calendar.ts'
import type { BayKind, Role, Skill } from '#contract/values.ts'
import { priceList } from './priceList.ts'

type Furnishing = Payload<'furnishWorkshop'>

/** Monday to Saturday with a break at noon; Sunday closed. Minutes of the day. */
const workday: WeeklyHours[number] = [
  [8 * 60, 12 * 60],
  [13 * 60, 18 * 60],
]
export const exampleHours: WeeklyHours = [workday, workday, workday, workday, workday, workday, []]

/**
 * Bays with the same uses and name, in the order of their numbers: most work needs a lift. The alignment rack is a lift, and on
 * every lift a car can be checked.
 */
const bayGroups: readonly { count: number; uses: BayKind[]; name?: string }[] = [
  { count: 3, uses: ['lift', 'electrical', 'inspection'] },
  { count: 2, uses: ['lift', 'inspection'], name: 'Quick service 快保' },
  { count: 2, uses: ['electrical'] },
  { count: 1, uses: ['alignment', 'lift', 'inspection'] },
  { count: 2, uses: ['body'] },
  { count: 1, uses: ['paint'] },
  { count: 1, uses: ['inspection'] },
  { count: 2, uses: ['wash'] },
]

const teams = [
  { key: 'mechanics', name: 'Mechanics 机修组' },
  { key: 'body', name: 'Body and paint 钣喷组' },
]
type Team = 'mechanics' | 'body' | null

const person = (name: string, role: Role, team: Team, ...skills: Skill[]) => ({ name, roles: [role], team, skills })
const persons: Furnishing['persons'] = [
  person('Grace Ho', 'adviser', null),
  person('Zhou Ming', 'foreman', null, 'mechanical', 'inspection'),
  person('Wang Qiang', 'team_leader', 'mechanics', 'mechanical', 'electrical', 'alignment'),
  person('Huang Lei', 'team_leader', 'body', 'body', 'paint'),
  person('Chen Wei', 'technician', 'mechanics', 'mechanical', 'electrical'),
  person('Sun Hao', 'technician', 'mechanics', 'mechanical', 'alignment'),
  person('Tom Baker', 'technician', 'mechanics', 'mechanical', 'electrical'),
  person('Xu Fang', 'technician', 'body', 'body', 'paint'),
  person('Ma Rui', 'inspector', null, 'inspection'),
  person('Wu Ting', 'technician', 'body', 'wash'),
  person('He Jing', 'cashier', null),
  person('David Lam', 'manager', null),
]

export const exampleFurnishing: Furnishing = {
  isExample: true,
  bays: bayGroups
    .flatMap(({ count, uses, name = null }) => Array.from({ length: count }, () => ({ name, uses })))
    .map((bay, index) => ({ number: index + 1, ...bay })),
  teams,
  persons,
  priceItems: priceList,
}
