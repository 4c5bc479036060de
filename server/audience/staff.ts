import type { Presenters } from './presenter.ts'

/** The staff see everything that is live; what is closed leaves their screens. */
export const staffPresenters: Presenters<'staff'> = {
  workshop: (workshop) => workshop,
  bay: (bay) => bay,
  team: (team) => team,
  person: (person) => person,
  priceItem: (item) => item,
  arrival: (arrival) => (arrival.closedAt === null ? arrival : null),
  order: (order) => (order.closedAt === null ? order : null),
  notice: (notice) => (notice.closedAt === null ? notice : null),
  suggestion: (suggestion) => (suggestion.dismissedAt === null ? suggestion : null),
  alert: (alert) => (alert.closedAt === null ? alert : null),
}
