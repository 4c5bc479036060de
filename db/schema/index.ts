/** The tables, a file a matter. */
export * from './care.ts'
export * from './house.ts'
export * from './journal.ts'
export * from './order.ts'
export * from './workshop.ts'
