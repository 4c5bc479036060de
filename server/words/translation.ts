/**
 * The type of a translation: the same keys as the English file, but with the plural forms of its own language. All languages
 * have `_other`, so the other suffixes (`_one`, …) are optional.
 */
export type Translation<T> = T extends string
  ? string
  : { [K in keyof T as K extends PluralForm ? never : K]: Translation<T[K]> } & {
      [K in keyof T as K extends PluralForm ? K : never]?: Translation<T[K]>
    }

type PluralForm = `${string}_${'zero' | 'one' | 'two' | 'few' | 'many'}`
