/** The customers' screens: the kiosk (/kiosk) and the page behind the QR code on the ticket (/t/<token>). */
import { start } from '#kit/start.ts'

const code = import.meta.glob(['./checkin/CheckIn.svelte', './track/Track.svelte'])

void start(code[location.pathname.startsWith('/t/') ? './track/Track.svelte' : './checkin/CheckIn.svelte'])
