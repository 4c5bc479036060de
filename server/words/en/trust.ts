/** How each kind of device trusts the workshop’s own certificate authority. */
export default {
  title: 'Trust this server',
  why: 'Cameras, notifications and a screen that stays awake need a secure connection. Each device must trust this workshop’s certificate authority once.',
  download: 'Download the authority’s certificate',
  compare: 'Compare its fingerprint with the one that the server’s terminal shows:',
  windows: {
    device: 'Windows (Chrome, Edge)',
    steps: [
      'Open the downloaded file and choose Install Certificate.',
      'Choose Local Machine, then “Place all certificates in the following store”: Trusted Root Certification Authorities.',
      'Finish, and start the browser again.',
    ],
  },
  mac: {
    device: 'Mac (Safari, Chrome)',
    steps: [
      'Open the downloaded file; Keychain Access adds it.',
      'Double-click it there, open Trust, and set “When using this certificate” to Always Trust.',
    ],
  },
  ios: {
    device: 'iPhone and iPad',
    steps: [
      'Open this page in Safari, download the certificate and allow the profile.',
      'Settings › General › VPN & Device Management: install the profile.',
      'Settings › General › About › Certificate Trust Settings: turn it on.',
    ],
  },
  android: {
    device: 'Android (Chrome)',
    steps: [
      'Download the certificate.',
      'Settings › Security › More security settings › Install from storage › CA certificate: choose the file. Names differ a little by maker.',
    ],
  },
  firefox: {
    device: 'Firefox',
    steps: [
      'Settings › Privacy & Security › View Certificates › Authorities › Import.',
      'Choose the file and tick “Trust this CA to identify websites”.',
    ],
  },
  linux: {
    device: 'Linux (Chromium), for a wall or a kiosk',
    steps: [
      'Install the tools: sudo apt install libnss3-tools',
      'As the user who runs the browser, add the file to its store:',
    ],
  },
  none: 'This server has no authority of its own. On the server, npm run certificate makes one.',
}
