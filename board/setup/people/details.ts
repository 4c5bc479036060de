/** A person as the forms of the setup edit them. Pure. */
import type { PersonDetails } from '#contract/commands/people.ts'
import type { Person } from '#contract/entities/index.ts'
import { skills as skillNames, type Role, type Skill } from '#contract/values.ts'
import { isDay } from '../days.ts'

/** The command's fields, with an empty text for no day. */
export type Fields = Omit<PersonDetails, 'employedFrom'> & { employedFrom: string }

export const fieldsOf = (person: Person): Fields => {
  const { name, roles, teamId, skills, guided, desk, language, employedFrom } = person
  return { name, roles, teamId, skills, guided, desk, language, employedFrom: employedFrom ?? '' }
}

export const noOne = (): Fields => ({
  ...{ name: '', roles: ['technician'], teamId: null, skills: [], guided: [], desk: null, language: null },
  employedFrom: '',
})

/** Whole, or the fields that were edited. */
export function asSent(value: Fields): PersonDetails
export function asSent(value: Partial<Fields>): Partial<PersonDetails>
export function asSent({ employedFrom, ...rest }: Partial<Fields>): Partial<PersonDetails> {
  return employedFrom === undefined ? rest : { ...rest, employedFrom: employedFrom === '' ? null : employedFrom }
}

export const isComplete = ({ name, roles, employedFrom, desk }: Fields): boolean =>
  name.trim() !== '' &&
  roles.length > 0 &&
  (employedFrom === '' || isDay(employedFrom)) &&
  (desk === null || (Number.isInteger(desk) && desk >= 1 && desk <= 99))

/** With the role added at the end, or without it; the first is the main one. */
export const turned = (roles: readonly Role[], role: Role): Role[] =>
  roles.includes(role) ? roles.filter((one) => one !== role) : [...roles, role]

export const levels = ['none', 'guided', 'alone'] as const
export type Level = (typeof levels)[number]

export const levelOf = ({ skills, guided }: Pick<Fields, 'skills' | 'guided'>, skill: Skill): Level =>
  skills.includes(skill) ? 'alone' : guided.includes(skill) ? 'guided' : 'none'

/** The skills with this one at another level, in the order of all skills. */
export function withLevel(
  { skills, guided }: Pick<Fields, 'skills' | 'guided'>,
  skill: Skill,
  level: Level,
): Pick<Fields, 'skills' | 'guided'> {
  const put = (list: readonly Skill[], isIn: boolean) =>
    skillNames.filter((one) => (one === skill ? isIn : list.includes(one)))
  return { skills: put(skills, level === 'alone'), guided: put(guided, level === 'guided') }
}
