/** The plain page of doors. */
export default {
  intro: 'The live board of the workshop. Choose a screen.',
  keys: 'A screen opens with its key: the server prints a link for each when it first starts.',
  badKey: 'That link does not open anything any more. Ask whoever looks after the server for a new one.',
  staff: { name: 'Floor', does: 'For the foreman: bays, cars and what is next.' },
  setup: { name: 'Setup', does: 'For the owner: opening hours, people, house rules, messages.' },
  wall: { name: 'Workshop wall', does: 'For the big screen in the workshop: every bay at a glance.' },
  lobby: { name: 'Lobby', does: 'For the screen in the lobby: which car is ready.' },
  kiosk: { name: 'Kiosk', does: 'For the touch screen at the door: customers check in.' },
}
