/** Random ids and codes, which the pure core takes as arguments. */
import { v7 } from 'uuid'
import { readableCode } from '#server/access/readableCode.ts'

/** A UUIDv7. It begins with the time, so rows created in sequence are stored close together. */
export const newId = (): string => v7()

/** A six-character appointment code. */
export const newCode = (): string => readableCode(6)
