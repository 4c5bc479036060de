/** The passphrase of a backup: from the environment, or typed without being shown. Never an argument, which others can read. */
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { StartError } from './startError.ts'

const LEAST = 8

/** @throws StartError when none is set and nobody can be asked, or it is too short */
export async function readPassphrase(env: NodeJS.ProcessEnv, { twice = false } = {}): Promise<string> {
  const set = env['BACKUP_PASSPHRASE']
  const passphrase = set ? set : await typed('Passphrase: ')
  if (twice && passphrase.length < LEAST) throw new StartError(`The passphrase must have ${LEAST} characters or more.`)
  if (twice && !set && (await typed('The same again: ')) !== passphrase)
    throw new StartError('The two passphrases differ.')
  return passphrase
}

async function typed(question: string): Promise<string> {
  if (!process.stdin.isTTY) throw new StartError('Set the passphrase in the environment: BACKUP_PASSPHRASE')
  process.stderr.write(question)
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const reader = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  try {
    return await reader.question('')
  } finally {
    reader.close()
    process.stderr.write('\n')
  }
}
