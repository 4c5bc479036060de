/** `npm run certificate`: TLS for a workshop's own network, without a domain name. */
import { runCommand } from '#server/terminal/command.ts'
import { readConfig } from '#server/terminal/config.ts'
import { flag, readOptions } from '#server/terminal/options.ts'
import { makeCertificate } from './make.ts'

const usage = `npm run certificate -- [NAME…] [--new-authority]
  NAME             a name or address the screens use besides those of this machine, such as board.example.com
  --new-authority  begins again; every device must then trust the new one
It makes the workshop's own certificate authority once, and a certificate for this server each time, in DATA_DIR/tls.
Run it again when an address changes or the certificate ends; a running server takes the new one over.`

await runCommand(() => {
  const [{ 'new-authority': anew }, typed] = readOptions(process.argv.slice(2), {
    ...{ usage, options: { 'new-authority': flag } },
    words: { least: 0, most: 50, otherwise: '' },
  })
  for (const line of makeCertificate({ typed, anew }, readConfig(process.env))) console.log(line)
})
