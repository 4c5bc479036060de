import { pino, type Logger } from 'pino'

/** The log, as JSON lines on stderr; stdout is for the person who started Pitboard. */
export const openLog = (level: string): Logger => pino({ level }, pino.destination({ dest: 2, sync: true }))
