import { pino, type Logger } from 'pino'

/** The log, as JSON lines on the error stream: the other one is for whoever started Pitboard. */
export const openLog = (level: string): Logger => pino({ level }, pino.destination({ dest: 2, sync: true }))
