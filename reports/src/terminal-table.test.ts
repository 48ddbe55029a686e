import { Chalk } from 'chalk'
import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { terminalTable } from './terminal-table.js'

const chalk = new Chalk({ level: 0 })
const rows = [
  ['packages/server/src/services/very/deep/folder/of/models', '123', '4'],
  ['パッケージ/サーバー/サービス', '7', '12'],
  ['a\u001b[2Jb', '1', '1'],
  ['👩‍👩‍👧/家族', '1', '1'],
]

describe('terminalTable', () => {
  it.each([20, 24, 33, 40, 80, 200])('fits %i columns, all lines equally wide', (width) => {
    const lines = terminalTable(chalk, width, ['directory', 'usages', 'files'], rows)
    const widths = new Set(lines.map((line) => stringWidth(line)))
    expect(widths.size).toBe(1)
    expect([...widths][0]).toBeLessThanOrEqual(width)
  })

  it('keeps the end of a path that is too long', () => {
    expect(terminalTable(chalk, 40, ['directory', 'usages', 'files'], rows)[1]).toMatch(
      /^….*folder\/of\/models +123 +4$/,
    )
  })

  it('shows every number in full', () => {
    expect(terminalTable(chalk, 20, ['directory', 'usages', 'files'], rows).join('\n')).toContain('123')
  })
})
