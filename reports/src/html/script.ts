/**
 * The page's behaviour. Text from the project reaches the document through textContent alone, and a diff is
 * drawn when it is opened, so that thousands of changes cost nothing until somebody looks.
 */
export const script = String.raw`
(() => {
  const { run, status, project } = JSON.parse(document.getElementById('data').textContent)
  const el = (tag, props = {}, ...children) => {
    const node = document.createElement(tag)
    for (const [key, value] of Object.entries(props)) {
      if (key === 'class') node.className = value
      else if (key.startsWith('on')) node.addEventListener(key.slice(2), value)
      else node.setAttribute(key, value)
    }
    node.append(...children.filter((child) => child !== undefined))
    return node
  }
  const text = (id, value) => { document.getElementById(id).textContent = value }
  const count = (n, one, many) => n + ' ' + (n === 1 ? one : many)
  text('title', project + ': phase ' + run.phase)
  text('plan', run.plan)
  const rehearsal = run.rehearsal
  text('subtitle', rehearsal.outcome === 'checked'
    ? 'Rehearsed with ' + rehearsal.checker + ': ' + count(rehearsal.checkedFiles, 'file', 'files') + ' checked, ' + rehearsal.newDiagnostics.length + ' new diagnostics.'
    : 'Not verified: ' + (rehearsal.reason || ''))

  const overview = document.getElementById('overview')
  const production = status.usages.filter((usage) => !usage.inTest)
  const taken = new Set(run.changes.flatMap((change) => change.usages))
  const cards = [
    [production.length, 'usages in production code'],
    [production.filter((usage) => taken.has(usage.id)).length, 'moved by this plan'],
    [run.changes.length, 'changes'],
    [new Set(run.changes.flatMap((change) => change.files.map((file) => file.path))).size, 'files changed'],
    [run.refusals.length, 'left alone, with reasons'],
  ]
  overview.append(el('div', { class: 'cards' }, ...cards.map(([n, label]) => el('div', { class: 'card' }, el('b', {}, String(n)), el('span', {}, label)))))
  const tally = (key) => {
    const counts = new Map()
    for (const usage of production) counts.set(key(usage), (counts.get(key(usage)) || 0) + 1)
    return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  }
  const bars = (head, rows) => {
    const most = Math.max(1, ...rows.map((row) => row[1]))
    return el('table', {}, el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, head), el('th', { class: 'n', scope: 'col' }, 'usages'))),
      el('tbody', {}, ...rows.map(([name, n]) => el('tr', {}, el('td', {}, name, el('span', { class: 'bar', style: 'width:' + (100 * n) / most + '%' })), el('td', { class: 'n' }, String(n))))))
  }
  overview.append(el('div', { class: 'two' },
    bars('directory', tally((usage) => usage.file.includes('/') ? usage.file.slice(0, usage.file.lastIndexOf('/')) : '.')),
    bars('shape', tally((usage) => usage.shape))))

  let view = 'split'
  const rowsOf = (patch) => {
    const rows = []
    let before = 0
    let after = 0
    for (const line of patch.split('\n')) {
      if (/^(---|\+\+\+) /.test(line) && rows.length === 0) continue
      const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(line)
      if (hunk) { before = Number(hunk[1]); after = Number(hunk[2]); rows.push({ kind: 'h', text: line }); continue }
      const mark = line[0]
      if (mark === '+') rows.push({ kind: 'a', after: after++, text: line.slice(1) })
      else if (mark === '-') rows.push({ kind: 'd', before: before++, text: line.slice(1) })
      else if (mark === ' ') rows.push({ kind: 'c', before: before++, after: after++, text: line.slice(1) })
      else if (mark === '\\') rows.push({ kind: 'h', text: line.slice(2) })
    }
    return rows
  }
  const cell = (line, kind, value) => [el('td', { class: 'l ' + kind }, line === undefined ? '' : String(line)), el('td', { class: kind }, value)]
  const drawn = (patch) => {
    const rows = rowsOf(patch)
    const body = el('tbody')
    if (view === 'unified') {
      for (const row of rows) {
        if (row.kind === 'h') body.append(el('tr', { class: 'h' }, el('td', { colspan: '3' }, row.text)))
        else body.append(el('tr', {}, el('td', { class: 'l' }, row.before === undefined ? '' : String(row.before)), el('td', { class: 'l' }, row.after === undefined ? '' : String(row.after)), el('td', { class: row.kind }, (row.kind === 'a' ? '+' : row.kind === 'd' ? '-' : ' ') + row.text)))
      }
    } else {
      for (let i = 0; i < rows.length; ) {
        const row = rows[i]
        if (row.kind === 'h') { body.append(el('tr', { class: 'h' }, el('td', { colspan: '4' }, row.text))); i++; continue }
        if (row.kind === 'c') { body.append(el('tr', {}, ...cell(row.before, '', row.text), ...cell(row.after, '', row.text))); i++; continue }
        const gone = []
        const come = []
        while (i < rows.length && (rows[i].kind === 'd' || rows[i].kind === 'a')) { (rows[i].kind === 'd' ? gone : come).push(rows[i]); i++ }
        for (let j = 0; j < Math.max(gone.length, come.length); j++) {
          const left = gone[j]
          const right = come[j]
          body.append(el('tr', {}, ...cell(left && left.before, left ? 'd' : '', left ? left.text : ''), ...cell(right && right.after, right ? 'a' : '', right ? right.text : '')))
        }
      }
    }
    const columns = view === 'unified' ? [46, 46, 0] : [46, 0, 46, 0]
    const group = el('colgroup', {}, ...columns.map((width) => el('col', width ? { style: 'width:' + width + 'px' } : {})))
    return el('div', { class: 'diff', tabindex: '0', role: 'region', 'aria-label': 'Diff' }, el('table', {}, group, body))
  }
  const fill = (details, change) => {
    details.querySelectorAll('.path,.diff').forEach((node) => node.remove())
    for (const file of change.files) details.append(el('div', { class: 'path' }, file.path), drawn(file.patch))
  }

  const changes = document.getElementById('changes')
  const items = run.changes.map((change) => {
    const item = el('details', { class: 'change' }, el('summary', {}, el('code', {}, change.id), el('span', { class: 'reason' }, change.reason), el('code', {}, (change.files[0] || {}).path || '')))
    item.addEventListener('toggle', () => { if (item.open) fill(item, change) })
    return { change, item, words: (change.id + ' ' + change.reason + ' ' + change.files.map((file) => file.path + ' ' + file.patch).join(' ')).toLowerCase() }
  })
  const byCodemod = new Map()
  for (const entry of items) byCodemod.set(entry.change.codemod, [...(byCodemod.get(entry.change.codemod) || []), entry])
  const sections = [...byCodemod].map(([codemod, entries]) => {
    const heading = el('h2', {}, codemod + ' (' + entries.length + ')')
    const section = el('section', { 'aria-label': codemod }, heading, ...entries.map((entry) => entry.item))
    changes.append(section)
    return { codemod, section, entries }
  })
  const none = el('p', { class: 'none', hidden: '' }, run.changes.length ? 'No change matches.' : 'This phase has nothing to change.')
  changes.append(none)
  none.hidden = run.changes.length > 0

  const off = new Set()
  const search = document.getElementById('search')
  const filter = () => {
    const wanted = search.value.trim().toLowerCase()
    let shown = 0
    for (const { codemod, section, entries } of sections) {
      let visible = 0
      for (const entry of entries) {
        const match = !off.has(codemod) && entry.words.includes(wanted)
        entry.item.hidden = !match
        if (match) visible++
      }
      section.hidden = visible === 0
      shown += visible
    }
    none.hidden = shown > 0
  }
  search.addEventListener('input', filter)
  const buttons = document.getElementById('codemods')
  for (const { codemod } of sections) {
    buttons.append(el('button', { type: 'button', 'aria-pressed': 'true', onclick: (event) => {
      const on = off.delete(codemod)
      if (!on) off.add(codemod)
      event.currentTarget.setAttribute('aria-pressed', String(on))
      filter()
    } }, codemod))
  }
  for (const button of document.querySelectorAll('[data-view]')) {
    button.addEventListener('click', () => {
      view = button.dataset.view
      for (const other of document.querySelectorAll('[data-view]')) other.setAttribute('aria-pressed', String(other === button))
      for (const { change, item } of items) if (item.open) fill(item, change)
    })
  }

  const refusals = document.getElementById('refusals')
  const groups = new Map()
  for (const refusal of run.refusals) groups.set(refusal.id, [...(groups.get(refusal.id) || []), refusal])
  if (groups.size) refusals.append(el('h2', {}, 'Left alone (' + run.refusals.length + ')'))
  for (const [id, own] of groups) {
    refusals.append(el('article', { class: 'refusal' }, el('h3', {}, id), el('p', {}, own[0].message), el('p', { class: 'help' }, own[0].help),
      el('ul', {}, ...own.map((refusal) => el('li', {}, refusal.place.file + ':' + refusal.place.line + (refusal.detail ? '  ' + refusal.detail : ''))))))
  }

  document.getElementById('theme').addEventListener('click', () => {
    const root = document.documentElement
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
    root.dataset.theme = dark ? 'light' : 'dark'
  })
  document.addEventListener('keydown', (event) => {
    if (event.target.matches('input')) return
    if (event.key === '/') { event.preventDefault(); search.focus(); return }
    if (event.key !== 'j' && event.key !== 'k') return
    const visible = items.filter((entry) => !entry.item.hidden).map((entry) => entry.item.querySelector('summary'))
    const at = visible.indexOf(document.activeElement)
    const next = visible[event.key === 'j' ? Math.min(at + 1, visible.length - 1) : Math.max(at - 1, 0)]
    if (next) { next.focus(); next.scrollIntoView({ block: 'center' }) }
  })
  addEventListener('beforeprint', () => { for (const { item } of items) if (!item.hidden && items.length < 400) item.open = true })
})()
`
