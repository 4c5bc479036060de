/** What all screens of the staff say: who is acting, and what became of a change. */
export default {
  who: {
    acts: 'Acting',
    nobody: 'Choose a name',
    title: 'Who are you?',
    why: 'What is done here is kept with your name. It stays chosen in this window until you change it.',
    none: 'Nobody works here yet.',
  },
  back: 'Back',
  sending: 'Sending …',
  keptForLater: 'Kept. Goes out when the connection is back.',
  offline:
    'No connection. This is how things stood; what you do now is kept and sent as soon as the connection is back.',
  putAway: 'Put this message away',
  changed: 'Somebody changed it first.',
  isNow: '{{plate}} now: {{what}}.',
  inBay: 'in bay {{number}}',
  forBay: 'for bay {{number}}',
  nowhere: 'no bay',
}
