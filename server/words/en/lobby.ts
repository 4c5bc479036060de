/** The lobby screen, read by customers. */
export default {
  title: 'Lobby',
  in_progress: 'In progress',
  see_desk: 'Please see the desk',
  ready: 'Ready',
  none_in_progress: 'No cars at the moment',
  none_see_desk: 'None',
  none_ready: 'None yet',
  now_ready: 'Your car is ready',
  thanks: 'Please come to the desk. Thank you for waiting.',
  chime_on: 'Chime on',
  chime_off: 'Chime off',
  chime_blocked: 'Tap here once to turn on the chime',
  page: '{{page}} / {{pages}}',
}
