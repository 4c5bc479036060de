import { resolve } from 'node:path'

/** The path of a file as somebody has typed it: npm runs its scripts in the project's folder, and the file is meant from where the command was typed. */
export const typedPath = (file: string): string => resolve(process.env['INIT_CWD'] ?? '', file)
