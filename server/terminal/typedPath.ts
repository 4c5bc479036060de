import { resolve } from 'node:path'

/** A path as typed: npm runs scripts in the project's folder, but paths are relative to where the command was typed. */
export const typedPath = (file: string): string => resolve(process.env['INIT_CWD'] ?? '', file)
