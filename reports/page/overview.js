import { drawBurnDown } from './burn-down.js'
import { count, element, visible } from './elements.js'
import { drawTreemap } from './treemap.js'

export function drawOverview(place, { run, status, gates, phases }, onChoose) {
  const left = status.usages.filter((usage) => !usage.inTest && usage.ignored === undefined)
  place.append(cards(run, status, left))
  const directories = tally(left, (usage) => [directoryOf(usage.file)])
  place.append(
    element(
      'div',
      { class: 'two' },
      panel(
        'Burn-down',
        status.trend.length > 1
          ? drawBurnDown(status.trend)
          : nothing("One count so far: the curve starts with the ledger's first change, or with a run."),
      ),
      panel('Phases and their gates', phaseTable(phases, left, gates)),
      panel(
        'Where it is',
        directories.length > 0 ? drawTreemap(directories, onChoose) : nothing('No legacy usage is left.'),
      ),
      panel(
        'Shapes',
        bars(
          'shape',
          tally(left, (usage) => [usage.shape]),
        ),
      ),
      panel('Directories', bars('directory', directories, onChoose)),
      panel('Owners', ownerTable(left)),
    ),
  )
}

export function directoryOf(file) {
  return file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.'
}

function cards(run, status, left) {
  const served = new Set(run?.changes.flatMap((change) => change.served ?? []))
  const keepsSql = new Set(run?.changes.flatMap((change) => change.keepsSql ?? []))
  const taken = new Set(run?.changes.flatMap((change) => change.usages).filter((id) => !served.has(id)))
  const amount = (ids) => left.filter((usage) => ids.has(usage.id)).length
  const files = run
    ? new Set(run.changes.flatMap((change) => change.files.map((file) => file.path)))
    : undefined
  const figures = [
    [left.length, 'usages left in production code'],
    [status.totals.migrated, 'migrated by runs'],
    ...(status.totals.keepsSql > 0 ? [[status.totals.keepsSql, 'of them with SQL of their own still']] : []),
    ...(status.totals.served > 0 ? [[status.totals.served, 'on the runtime, code as it was']] : []),
    ...(run
      ? [
          [amount(taken), 'moved by this plan'],
          ...(keepsSql.size > 0 ? [[amount(keepsSql), 'of them with SQL of their own still']] : []),
          ...(served.size > 0 ? [[amount(served), 'put on the runtime by it, code as it was']] : []),
          [run.changes.length, 'changes'],
          [files.size, 'files changed'],
          [run.refusals.length, 'left alone, with reasons'],
        ]
      : [
          [status.totals.refused, 'refused, with reasons'],
          [status.totals.inTests, 'more in tests'],
          [status.totals.ignored, 'ignored'],
        ]),
  ]
  return element(
    'div',
    { class: 'cards' },
    ...figures.map(([figure, label]) =>
      element(
        'div',
        { class: 'card' },
        element('b', {}, figure.toLocaleString('en')),
        element('span', {}, label),
      ),
    ),
  )
}

function panel(title, content) {
  return element('section', { class: 'panel', 'aria-label': title }, element('h2', {}, title), content)
}

function nothing(text) {
  return element('p', { class: 'soft' }, text)
}

export function tally(usages, namesOf) {
  const counts = new Map()
  for (const usage of usages) for (const name of namesOf(usage)) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
}

function bars(head, rows, onChoose) {
  if (rows.length === 0) return nothing('Nothing.')
  const most = Math.max(...rows.map(([, number]) => number))
  const shown = rows.slice(0, 40)
  const lines = shown.map(([name, number]) =>
    element(
      'tr',
      {},
      element(
        'td',
        {},
        onChoose
          ? element('button', { type: 'button', class: 'link', onclick: () => onChoose(name) }, visible(name))
          : visible(name),
        element('span', { class: 'bar', style: `width:${(100 * number) / most}%` }),
      ),
      element('td', { class: 'n' }, String(number)),
    ),
  )
  return element(
    'div',
    {},
    table([head, 'usages'], lines),
    rows.length > 40 ? nothing(`and ${rows.length - 40} more`) : '',
  )
}

function table(heads, lines) {
  return element(
    'table',
    {},
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ...heads.map((head, index) =>
          element('th', index > 0 ? { scope: 'col', class: 'n' } : { scope: 'col' }, head),
        ),
      ),
    ),
    element('tbody', {}, ...lines),
  )
}

function ownerTable(left) {
  const rows = tally(left, (usage) => usage.owners ?? ['nobody'])
  return rows.some(([name]) => name !== 'nobody')
    ? bars('owner', rows)
    : nothing('No CODEOWNERS file names an owner of what is left.')
}

function phaseTable(phases, left, gates) {
  return element(
    'ol',
    { class: 'phases' },
    ...phases.map(({ number, name, goal, gate }) => {
      const own = left.filter((usage) => usage.phase === number).length
      const last = gates.filter((report) => report.phase === number).at(-1)
      return element(
        'li',
        {},
        element(
          'div',
          {},
          element('b', {}, name),
          element('span', { class: 'soft' }, own > 0 ? ` ${count(own, 'usage')} left` : ''),
        ),
        element('p', { class: 'soft' }, goal),
        last ? gateDetails(last) : element('p', { class: 'soft' }, `Gate, not run yet: ${gate}`),
      )
    }),
  )
}

function gateDetails(report) {
  return element(
    'details',
    { class: `gate ${report.outcome}` },
    element(
      'summary',
      {},
      element('b', {}, report.outcome === 'pass' ? 'Gate passes' : 'Gate falls short'),
      ` ${report.at.slice(0, 16).replace('T', ' ')}${report.workload ? `, ${report.workload.origin} workload` : ''}`,
    ),
    element(
      'ul',
      {},
      ...report.checks.map((check) =>
        element(
          'li',
          {},
          element('b', { class: check.outcome }, check.outcome),
          ` ${visible(check.title)}: ${visible(check.figure)} `,
          element('span', { class: 'soft' }, `(goal: ${visible(check.goal)})`),
          check.reason ? element('p', {}, visible(check.reason)) : '',
        ),
      ),
    ),
  )
}
