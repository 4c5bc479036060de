/** Formats cells, counts and times for the terminal. */

/** A cell made safe to print: without control or invisible characters, and shortened. */
export function quoted(text: string, most = 40): string {
  const characters = [...text]
  const short = characters.length > most ? `${characters.slice(0, most).join('')}…` : text
  return `“${plain(short)}”`
}

/** Escapes control and invisible characters. */
export const plain = (text: string) =>
  text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`)

/** 1,200 cars; 1 car. */
export const count = (number: number, one: string, more = `${one}s`) =>
  `${number.toLocaleString('en')} ${number === 1 ? one : more}`

const clocks = new Map<string, Intl.DateTimeFormat>()

/** An instant on the workshop's clock: 2026-11-24 09:30. */
export function wallClock(at: number, timeZone: string): string {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone, hourCycle: 'h23' })
  clocks.set(timeZone, clock)
  return clock.format(at)
}
