/** The start page, which lists the screens. */
export default {
  intro: 'The workshop’s live board. Choose a screen.',
  keys: 'Each screen needs an access link. The server prints the links when it starts for the first time.',
  badKey: 'This access link is no longer valid. Ask your administrator for a new one.',
  staff: { name: 'Floor', does: 'For the foreman: bays, cars and what comes next.' },
  figures: { name: 'Figures', does: 'For everyone responsible: promises kept, delays, waiting.' },
  setup: { name: 'Setup', does: 'For the owner: opening hours, people, service standards, messages.' },
  wall: { name: 'Workshop wall', does: 'For the big screen on the shop floor: every bay at a glance.' },
  lobby: { name: 'Lobby', does: 'For the screen in the lobby: whose car is ready.' },
  kiosk: { name: 'Kiosk', does: 'For the touch screen at the entrance: customers check in.' },
  updating:
    'Pitboard is being brought up to a new version. The data are being made ready; this page opens by itself when they are.',
}
