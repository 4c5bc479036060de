/** PostgreSQL's major versions: the files of one can only be used by that one. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError, codeOf } from '../server/terminal/startError.ts'

/**
 * The major version of the PostgreSQL in a folder.
 * @throws StartError when this system lacks the C library its programs are built for; null: they do not run for another reason
 */
export function majorOf(binaries: string): string | null {
  const program = join(binaries, 'bin', 'postgres')
  const { error, stdout } = spawnSync(program, ['--version'], { cwd: '/', encoding: 'utf8', env: {} })
  // The system says “no such file” of a program whose loader is missing, too.
  if (error && codeOf(error) === 'ENOENT' && existsSync(program))
    throw new StartError(
      'The packaged PostgreSQL needs glibc, which this system does not have (Alpine has musl): use a system with glibc, such as Debian, or set DATABASE_URL to your own PostgreSQL.',
    )
  return /\(PostgreSQL\) (\d+)/.exec(stdout ?? '')?.[1] ?? null
}

/** @throws StartError when the cluster was made by another major version than that of the programs */
export function refuseOtherMajor(dataDir: string, cluster: string, binaries: string): void {
  const file = join(cluster, 'PG_VERSION')
  const theirs = existsSync(file) ? readFileSync(file, 'utf8').trim() : null
  const ours = majorOf(binaries)
  if (ours === null || theirs === null || !/^\d+$/.test(theirs) || theirs === ours) return
  throw new StartError(
    `The data in ${dataDir} are those of PostgreSQL ${theirs}, and this Pitboard runs PostgreSQL ${ours}, which cannot read them. They are not damaged: start the Pitboard that wrote them, or move them with the pg_dump of PostgreSQL ${theirs}.`,
  )
}
