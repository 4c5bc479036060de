/**
 * The shape a translation must have, given the English model: the same keys, but each language has its own plural
 * forms. Only `_other` is common to all of them, so the other suffixes (`_one`, …) are optional.
 */
export type Translation<T> = T extends string
  ? string
  : { [K in keyof T as K extends PluralForm ? never : K]: Translation<T[K]> } & {
      [K in keyof T as K extends PluralForm ? K : never]?: Translation<T[K]>
    }

type PluralForm = `${string}_${'zero' | 'one' | 'two' | 'few' | 'many'}`
