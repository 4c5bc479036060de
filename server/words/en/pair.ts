/** The page of a screen that waits to be paired. */
export default {
  title: 'Pair this screen',
  how: 'A manager types this code in the setup, under Devices, and says what this screen shows and where it hangs.',
  where: 'The setup is here:',
  qr: 'QR code that opens the setup',
  lives: 'The code is good for ten minutes. A new one comes by itself.',
  lost: 'The server cannot be reached, or gives no code just now. Trying again.',
}
