/**
 * The file of a backup: one readable line, then the frames, compressed and, with a passphrase, sealed. It is written beside its
 * place and put there once it is whole and on the disk, so a backup is never half there.
 */
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib'
import { z } from 'zod'
import { StartError, codeOf } from '#server/terminal/startError.ts'
import { decodeFrames, encodeFrame, type Frame } from './frames.ts'
import { keyFor, newSeal, seal, sealing, unseal } from './seal.ts'

const MAGIC = 'PITBOARD BACKUP'
/** The format of the file. A reader refuses a higher one. */
const FORMAT = 1
const LONGEST_LINE = 4096
/** The last bytes: a file that was cut short lacks them. */
const END = 'END OF BACKUP\n'

/** The first line: what may be known without the passphrase. */
const firstLine = z.object({
  format: z.int(),
  /** Milliseconds since 1970. */
  madeAt: z.int(),
  encryption: sealing.nullable(),
})
type FirstLine = z.infer<typeof firstLine>

interface Writing {
  madeAt: number
  /** Null: not encrypted. */
  passphrase: string | null
  signal?: AbortSignal | undefined
}

/**
 * Writes a backup that only this user may read, and returns its size in bytes. An older backup of that name is replaced.
 * @throws StartError when the file cannot be written, or something else is there; nothing is left behind
 */
export async function writeBackup(
  path: string,
  frames: AsyncIterable<Frame>,
  { madeAt, passphrase, signal }: Writing,
): Promise<number> {
  await refuseOther(path)
  const part = `${path}.part`
  try {
    const sealed = passphrase === null ? null : await newSeal(passphrase)
    const first: FirstLine = { format: FORMAT, madeAt, encryption: sealed?.sealing ?? null }
    const line = `${MAGIC} ${JSON.stringify(first)}\n`
    await rm(part, { force: true })
    const compress = createZstdCompress({ params: { [constants.ZSTD_c_checksumFlag]: 1 } })
    const body = async function* (compressed: AsyncIterable<Buffer>) {
      yield Buffer.from(line)
      yield* sealed ? seal(compressed, sealed.key, line) : compressed
      yield Buffer.from(END)
    }
    const file = createWriteStream(part, { mode: 0o600, flags: 'wx', flush: true })
    await pipeline(Readable.from(encoded(frames)), compress, body, file, { ...(signal && { signal }) })
    const { size } = await stat(part)
    await rename(part, path)
    await flushFolder(dirname(path))
    return size
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined)
    throw writeError(path, error)
  }
}

async function* encoded(frames: AsyncIterable<Frame>): AsyncGenerator<Buffer> {
  for await (const frame of frames) yield encodeFrame(frame)
}

/** Only a backup may be written over. */
async function refuseOther(path: string): Promise<void> {
  const there = await stat(path).catch(() => null)
  if (there?.isDirectory()) throw new StartError(`${path} is a folder. Name a file in it.`)
  if (there && (await readFirstLine(path).catch(() => null)) === null)
    throw new StartError(`${path} exists and is no backup of Pitboard. Choose another name.`)
}

/** A rename is only sure to last once the folder is on the disk. Not every system can do that. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

function writeError(path: string, error: unknown): unknown {
  const code = codeOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new StartError(`The disk of ${path} is full. No backup was made: free some space, or choose another folder.`)
  if (/^(EACCES|EPERM|EROFS)$/.test(code)) return new StartError(`This user is not allowed to write ${path}.`)
  if (code === 'ENOENT' || code === 'ENOTDIR') return new StartError(`There is no folder for ${path}.`)
  return error
}

interface Known {
  line: string
  first: FirstLine
  /** In bytes. */
  size: number
  /** Whether it has its end. */
  isWhole: boolean
}

/** What a backup says of itself; null for a file that is none. @throws the system's error if it cannot be read */
async function readFirstLine(path: string): Promise<Known | null> {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(LONGEST_LINE), 0, LONGEST_LINE, 0)
    const text = buffer.toString('latin1', 0, bytesRead)
    const line = text.slice(0, text.indexOf('\n') + 1)
    if (!line.startsWith(`${MAGIC} {`)) return null
    const { size } = await handle.stat()
    const last = await handle.read(Buffer.alloc(END.length), 0, END.length, Math.max(line.length, size - END.length))
    const isWhole = last.buffer.toString('latin1', 0, last.bytesRead) === END
    return { line, first: firstLine.parse(JSON.parse(line.slice(MAGIC.length))), size, isWhole }
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null
    throw error
  } finally {
    await handle.close()
  }
}

/** A backup being read. */
export interface Opened {
  first: FirstLine
  /** @throws StartError when the file is damaged or cut short */
  frames: AsyncGenerator<Frame>
}

/**
 * @param passphrase asked for if the file is encrypted
 * @throws StartError when it is no backup, of a later format, or the passphrase is wrong
 */
export async function openBackup(path: string, passphrase: () => Promise<string>): Promise<Opened> {
  const read = await readFirstLine(path).catch((error: unknown) => {
    throw new StartError(
      codeOf(error) === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read (${codeOf(error)}).`,
    )
  })
  if (!read) throw new StartError(`${path} is no backup of Pitboard.`)
  const { line, first, size, isWhole } = read
  if (!isWhole) throw damaged(path)
  if (first.format > FORMAT) throw new StartError(`${path} was made by a newer Pitboard. Restore it with that one.`)
  const key = first.encryption && (await keyFor(first.encryption, await passphrase()))
  if (first.encryption && !key) throw new StartError(`The passphrase is not that of ${path}.`)
  return { first, frames: framesOf(path, { start: line.length, end: size - END.length - 1 }, line, key) }
}

async function* framesOf(
  path: string,
  body: { start: number; end: number },
  line: string,
  key: Buffer | null,
): AsyncGenerator<Frame> {
  const file = createReadStream(path, body)
  const bytes = Readable.from(key ? unseal(file as AsyncIterable<Buffer>, key, line) : file)
  const plain = createZstdDecompress()
  // Only what goes wrong matters here; the frames are read below.
  const copying = pipeline(bytes, plain).catch((error: unknown) => plain.destroy(error as Error))
  try {
    let isWhole = false
    for await (const frame of decodeFrames(plain as AsyncIterable<Buffer>)) {
      isWhole = frame.type === 'manifest'
      yield frame
    }
    if (!isWhole) throw new Error('The manifest is missing')
  } catch (error) {
    if (error instanceof StartError) throw error
    throw damaged(path)
  } finally {
    file.destroy()
    plain.destroy()
    await copying
    if (!file.closed) await once(file, 'close')
  }
}

/** What is wrong with a file that does not hold together. */
export const damaged = (path: string) =>
  new StartError(`${path} is cut short or damaged. Nothing was changed: use another backup.`)
