/** Where the workshop's own certificate authority lies. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folder of certificates below DATA_DIR. */
export const certificatesIn = (dataDir: string) => join(dataDir, 'tls')
export const authorityFile = 'authority.crt'

/** Its certificate as PEM; null if none has been made. */
export function readAuthorityOf(dataDir: string): string | null {
  try {
    return readFileSync(join(certificatesIn(dataDir), authorityFile), 'utf8')
  } catch {
    return null
  }
}
