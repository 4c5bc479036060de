/** Shared by all staff screens: who is signed in, and the result of a change. */
export default {
  who: {
    acts: 'Signed in as',
    nobody: 'Select your name',
    title: 'Select your name',
    why: 'What you do here is recorded under your name, until you select another.',
    none: 'No people set up yet.',
  },
  back: 'Back',
  sending: 'Sending…',
  savedForLater: 'Saved. Will be sent when the connection is back.',
  offline: 'No connection. You see the last known state. Changes are saved and sent when the connection is back.',
  putAway: 'Dismiss',
  changed: 'Someone else changed it first.',
  isNow: '{{plate}} is now: {{what}}.',
  inBay: 'in bay {{number}}',
  forBay: 'for bay {{number}}',
  nowhere: 'no bay',
}
