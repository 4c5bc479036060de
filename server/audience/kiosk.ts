import { only, type Presenters } from './presenter.ts'

/** The kiosk knows the house and nobody in it. */
export const kioskPresenters: Presenters<'kiosk'> = {
  workshop: (workshop) => only(workshop, 'id', 'name', 'timeZone', 'hours', 'days', 'plateFormat', 'phone'),
}
