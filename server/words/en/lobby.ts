/** The lobby screen, read by customers. */
export default {
  title: 'Lobby',
  waiting: 'Waiting for an adviser',
  in_progress: 'In progress',
  see_desk: 'Please see the desk',
  ready: 'Ready',
  none_in_progress: 'None at the moment',
  none_see_desk: 'Nobody at the moment',
  none_ready: 'None yet',
  now_ready: 'Your car is ready',
  desk: 'Desk {{desk}}',
  thanks: 'Please come to the desk. Thank you for waiting.',
  phone: 'Follow your car on your phone: scan the code when you check in, or ask for it at the desk.',
  chime_on: 'Chime on',
  chime_off: 'Chime off',
  chime_blocked: 'Tap here once to turn on the chime',
  page: '{{page}} / {{pages}}',
}
