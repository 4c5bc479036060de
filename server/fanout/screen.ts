/** A screen as the fan-out sees it, independent of the transport. */

/** A message encoded once for all recipients. */
export interface Frame {
  bytes: number
}

export interface Screen {
  send(frame: Frame): void
  /** Bytes queued but not yet sent. */
  readonly backlog: number
}

/** Encodes an event for the screens' transport. */
export type Encode = (event: 'snapshot' | 'batch' | 'beat' | 'farewell', message: unknown) => Frame
