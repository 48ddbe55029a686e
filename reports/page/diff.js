import { element, visible } from './elements.js'
import { Highlighter } from './highlight.js'

/** A unified diff as rows: `h` a hunk's head, `c` context, `d` deleted, `a` added. */
export function rowsOf(patch) {
  const rows = []
  let before = 0
  let after = 0
  for (const line of patch.split('\n')) {
    if (rows.length === 0 && /^(---|\+\+\+) /.test(line)) continue
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(line)
    if (hunk) {
      before = Number(hunk[1])
      after = Number(hunk[2])
      rows.push({ kind: 'h', text: line })
    } else if (line.startsWith('+')) rows.push({ kind: 'a', after: after++, text: line.slice(1) })
    else if (line.startsWith('-')) rows.push({ kind: 'd', before: before++, text: line.slice(1) })
    else if (line.startsWith(' '))
      rows.push({ kind: 'c', before: before++, after: after++, text: line.slice(1) })
    else if (line.startsWith('\\')) rows.push({ kind: 'h', text: line.slice(2) })
  }
  return rows
}

export function drawDiff(path, patch, view) {
  const rows = rowsOf(patch)
  const body = element('tbody')
  const paint = { before: new Highlighter(), after: new Highlighter() }
  const lines = view === 'unified' ? unified(rows, paint) : sideBySide(rows, paint)
  body.append(...lines)
  const columns = view === 'unified' ? [46, 46, 0] : [46, 0, 46, 0]
  const group = element(
    'colgroup',
    {},
    ...columns.map((width) => element('col', width ? { style: `width:${width}px` } : {})),
  )
  return element(
    'div',
    { class: 'diff', tabindex: '0', role: 'region', 'aria-label': `Diff of ${visible(path)}` },
    element('table', {}, group, body),
  )
}

function unified(rows, paint) {
  return rows.map((row) => {
    if (row.kind === 'h') return headRow(row, 3, paint)
    const mark = row.kind === 'a' ? '+' : row.kind === 'd' ? '-' : ' '
    if (row.kind === 'c') paint.before.line(row.text)
    const painter = row.kind === 'd' ? paint.before : paint.after
    return element(
      'tr',
      {},
      numberCell(row.before, ''),
      numberCell(row.after, ''),
      element('td', { class: row.kind }, mark, ...painter.line(row.text)),
    )
  })
}

function sideBySide(rows, paint) {
  const lines = []
  for (let index = 0; index < rows.length; ) {
    const row = rows[index]
    if (row.kind === 'h' || row.kind === 'c') {
      lines.push(row.kind === 'h' ? headRow(row, 4, paint) : pair(row, row, paint))
      index += 1
      continue
    }
    const gone = []
    const come = []
    for (; index < rows.length && 'da'.includes(rows[index].kind); index += 1)
      (rows[index].kind === 'd' ? gone : come).push(rows[index])
    for (let at = 0; at < Math.max(gone.length, come.length); at += 1)
      lines.push(pair(gone[at], come[at], paint))
  }
  return lines
}

function pair(left, right, paint) {
  return element(
    'tr',
    {},
    numberCell(left?.before, left ? left.kind : 'none'),
    element('td', { class: left ? left.kind : 'none' }, ...(left ? paint.before.line(left.text) : [])),
    numberCell(right?.after, right ? right.kind : 'none'),
    element('td', { class: right ? right.kind : 'none' }, ...(right ? paint.after.line(right.text) : [])),
  )
}

function headRow(row, columns, paint) {
  paint.before.open = ''
  paint.after.open = ''
  return element('tr', { class: 'h' }, element('td', { colspan: String(columns) }, visible(row.text)))
}

function numberCell(line, kind) {
  return element('td', { class: `l ${kind}` }, line === undefined ? '' : String(line))
}
