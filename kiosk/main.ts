/** What customers touch: the kiosk (/kiosk) and the page behind the code on their slip (/t/<token>). */
import { start } from '#kit/start.ts'

const code = import.meta.glob(['./checkin/CheckIn.svelte', './track/Track.svelte'])

void start(
  location.pathname.startsWith('/t/')
    ? { load: code['./track/Track.svelte'], words: ['common', 'track'] }
    : { load: code['./checkin/CheckIn.svelte'], words: ['common', 'errors', 'kiosk'] },
)
