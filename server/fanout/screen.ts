/** What the fan-out knows of a screen, whatever carries it. */

/** A message encoded once for all who get it. */
export interface Frame {
  bytes: number
}

export interface Screen {
  send(frame: Frame): void
  /** Bytes handed over that have not gone out yet. */
  readonly backlog: number
}

/** Turns an event into a frame for screens of its kind. */
export type Encode = (event: 'snapshot' | 'batch' | 'beat' | 'farewell', message: unknown) => Frame
