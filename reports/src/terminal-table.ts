import type { ChalkInstance } from 'chalk'
import stringWidth from 'string-width'
import { plainLine } from './plain-text.js'

const gap = 2

/** Lines of a table no wider than `width`: the first column is shortened at its start, the others hold numbers. */
export function terminalTable(
  chalk: ChalkInstance,
  width: number,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string[] {
  const all = [head, ...rows].map((row) => row.map(plainLine))
  const widths = head.map((_, column) => Math.max(...all.map((row) => stringWidth(row[column] ?? ''))))
  const others = widths.slice(1).reduce((sum, own) => sum + own + gap, 0)
  const first = Math.max(1, Math.min(widths[0]!, width - others))
  const [headLine, ...lines] = all.map((row) =>
    row
      .map((cell, column) => (column === 0 ? fit(cell, first) : padStart(cell, widths[column]!)))
      .join(' '.repeat(gap)),
  )
  return [chalk.dim(headLine), ...lines]
}

function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - stringWidth(text))) + text
}

/** The end of a path says more than its beginning. */
function fit(text: string, width: number): string {
  if (stringWidth(text) <= width) return text + ' '.repeat(width - stringWidth(text))
  const characters = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment)
  let end = ''
  while (characters.length > 0) {
    const next = characters.pop()! + end
    if (stringWidth(next) > width - 1) break
    end = next
  }
  return `…${end}`.padEnd(`…${end}`.length + width - 1 - stringWidth(end))
}
