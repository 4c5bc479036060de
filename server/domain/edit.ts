/** Edits of an entity field by field: what a form sends, and what it showed of the same fields (S13). Pure. */
import { isSame } from './undo/same.ts'

/** Whether what a form showed is still so, in the fields it changes (S13). */
export const isStill = <E extends object>(entity: E, to: object, was: object): boolean =>
  Object.keys(given(to)).every((field) => isSame(entity[field as keyof E], was[field as keyof typeof was]))

/** The fields with a value: those left out of a command may be there as `undefined`. */
export const given = <T extends object>(some: T): { [F in keyof T]?: Exclude<T[F], undefined> } =>
  Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined)) as never

/** The names of those of `to`'s fields that differ. */
export const changedFields = <E extends object>(was: E, now: E, to: object): string[] =>
  Object.keys(to).filter((field) => !isSame(was[field as keyof E], now[field as keyof E]))
