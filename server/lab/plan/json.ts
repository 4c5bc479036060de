import { StartError } from '#server/terminal/startError.ts'

/** @throws StartError with the line in which the text stops being JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const sentence = error instanceof Error ? error.message : ''
    const at = faultAt(text)
    const line = text.slice(0, at).split(/\r\n?|\n/).length
    if (at >= text.trimEnd().length)
      throw new StartError(`Line ${line}: the file is cut short: it ends before its JSON does.`)
    const what = sentence.replace(/,? (\.\.\.)?".*" is not valid JSON$| in JSON at position .*$| at position .*$/s, '')
    throw new StartError(
      `Line ${line}: this is not JSON (${what}). Look for a missing or extra comma, quote or bracket.`,
    )
  }
}

/** The position of the fault: not every message gives it, but a file that was cut short can be told from a wrong one. */
function faultAt(text: string): number {
  let low = 0
  let high = text.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (isWrong(text.slice(0, middle + 1))) high = middle
    else low = middle + 1
  }
  return low
}

function isWrong(beginning: string): boolean {
  try {
    JSON.parse(beginning)
    return false
  } catch (error) {
    const sentence = error instanceof Error ? error.message : ''
    const position = /at position (\d+)/.exec(sentence)?.[1]
    return position === undefined ? !sentence.startsWith('Unexpected end') : Number(position) < beginning.length
  }
}
