/** The lobby screen, read by customers. */
export default {
  title: 'Lobby',
  in_progress: 'In progress',
  see_desk: 'Please see the desk',
  ready: 'Ready',
  none_in_progress: 'No cars in the workshop just now',
  none_see_desk: 'Nobody',
  none_ready: 'None yet',
  now_ready: 'Your car is ready',
  thanks: 'Please come to the desk. Thank you for waiting.',
  chime_on: 'Chime on',
  chime_off: 'Chime off',
  chime_blocked: 'Touch here once to allow the chime',
  page: '{{page}} / {{pages}}',
}
