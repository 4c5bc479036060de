/** What a backup holds, in order: one head, then of each table its start, its rows and its end, then the manifest. */
import { z } from 'zod'

/** What is known before the rows. */
const head = z.object({
  /** The database’s clock when the snapshot was taken, milliseconds since 1970. */
  madeAt: z.int(),
  contract: z.int(),
  /** The hashes of the migrations that made the tables. */
  migrations: z.array(z.string()),
  /** Which database it was: the cluster’s identifier and the database’s oid. */
  database: z.string(),
  workshops: z.array(z.object({ id: z.string(), name: z.string(), seq: z.int() })),
})
export type Head = z.infer<typeof head>

const start = z.object({ table: z.string(), columns: z.array(z.string()) })
export type TableStart = z.infer<typeof start>

/** What proves a table: the number of its rows, and the SHA-256 of them as COPY writes them. */
const end = z.object({ table: z.string(), rows: z.int(), bytes: z.int(), sha256: z.string() })
export type TableEnd = z.infer<typeof end>

const manifest = z.object({ tables: z.array(end) })

export type Frame =
  | { type: 'head'; content: Head }
  | { type: 'start'; content: TableStart }
  | { type: 'rows'; content: Buffer }
  | { type: 'end'; content: TableEnd }
  | { type: 'manifest'; content: z.infer<typeof manifest> }

const letters = { head: 'H', start: 'T', rows: 'D', end: 'E', manifest: 'M' } as const
const LENGTH = 4
/** The most bytes of one frame. A damaged length must not ask for gigabytes. */
const LARGEST = 1 << 24

/** A letter, the length in four bytes, and the content. */
export function encodeFrame({ type, content }: Frame): Buffer {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content))
  const before = Buffer.alloc(1 + LENGTH)
  before.write(letters[type], 'latin1')
  before.writeUInt32BE(bytes.length, 1)
  return Buffer.concat([before, bytes])
}

/** @throws Error when the bytes are no frames, or end within one */
export async function* decodeFrames(chunks: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    for (;;) {
      const size = rest.length > LENGTH ? rest.readUInt32BE(1) : null
      if (size !== null && size > LARGEST) throw new Error('A frame is too long')
      if (size === null || rest.length < 1 + LENGTH + size) break
      const letter = rest.toString('latin1', 0, 1)
      yield frameOf(letter, rest.subarray(1 + LENGTH, 1 + LENGTH + size))
      rest = rest.subarray(1 + LENGTH + size)
    }
  }
  if (rest.length > 0) throw new Error('It ends within a frame')
}

function frameOf(letter: string, content: Buffer): Frame {
  if (letter === letters.rows) return { type: 'rows', content }
  const json: unknown = JSON.parse(content.toString())
  if (letter === letters.head) return { type: 'head', content: head.parse(json) }
  if (letter === letters.start) return { type: 'start', content: start.parse(json) }
  if (letter === letters.end) return { type: 'end', content: end.parse(json) }
  if (letter === letters.manifest) return { type: 'manifest', content: manifest.parse(json) }
  throw new Error('An unknown frame')
}
