import { customType, uuid } from 'drizzle-orm/pg-core'

/** An instant: milliseconds since 1970 in the program, `timestamptz` in the database so that reports can use it. */
export const instant = customType<{ data: number; driverData: string }>({
  dataType: () => 'timestamp(3) with time zone',
  toDriver: (at) => new Date(at).toISOString(),
  fromDriver: (text) => Date.parse(text),
})

/** Every table belongs to a workshop, and every primary key begins with its id. */
export const workshopId = () => uuid().notNull()
