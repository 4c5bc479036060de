/** Signing in by password, and a person's PIN and password in the setup. */
export default {
  title: 'Sign in',
  how: 'With your e-mail address and your password. A manager sets them in the setup, under People.',
  email: 'E-mail',
  password: 'Password',
  enter: 'Sign in',
  under: 'Checking…',
  lost: 'The server cannot be reached. Try again.',
  head: 'How they sign in',
  why: 'The PIN is for shared tablets and desks, e-mail and password for a browser of their own. A new one signs them out where they are. Nobody can read it later: tell it to them now.',
  pin: 'New PIN',
  digits: '4 to 8 digits',
  set: 'Set',
  isSet: 'Set. The old one no longer works.',
  newPassword: 'New password',
  least: 'At least {{count}} characters',
}
