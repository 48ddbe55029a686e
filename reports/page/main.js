import { ChangeList } from './changes.js'
import { byId, count, element, visible } from './elements.js'
import { drawDeadCode, drawMarkers, drawRefusals } from './findings.js'
import { drawOverview } from './overview.js'

const data = JSON.parse(byId('data').textContent)
const { run, status, project, deadCode } = data

byId('title').textContent = run ? `${visible(project)}: phase ${run.phase}` : visible(project)
byId('subtitle').textContent = run
  ? rehearsed(run.rehearsal)
  : `${count(status.totals.usages, 'legacy usage')} left in ${count(status.totals.files, 'file')}.`
byId('made').textContent = run ? `Plan ${visible(run.plan)}.` : ''

const list = new ChangeList(run ? run.changes : [])
const search = byId('search')
drawOverview(byId('overview'), data, (directory) => {
  search.value = `${directory}/`
  ask()
  byId('changes').scrollIntoView()
})
drawRefusals(byId('refusals'), run ? run.refusals : [])
drawMarkers(byId('markers'), status.markers)
drawDeadCode(byId('dead-code'), deadCode)

byId('tools').hidden = !run
if (run) {
  for (const codemod of list.codemods) byId('codemods').append(codemodButton(codemod))
  list.layOut()
}

function rehearsed(rehearsal) {
  return rehearsal.outcome === 'checked'
    ? `Rehearsed with ${visible(rehearsal.checker)}: ${count(rehearsal.checkedFiles, 'file')} checked, ${count(rehearsal.newDiagnostics.length, 'new diagnostic')}.`
    : `Not verified: ${visible(rehearsal.reason ?? '')}`
}

function codemodButton(codemod) {
  const button = element('button', { type: 'button', 'aria-pressed': 'true' }, visible(codemod))
  button.addEventListener('click', () => {
    const isShown = list.hiddenCodemods.delete(codemod)
    if (!isShown) list.hiddenCodemods.add(codemod)
    button.setAttribute('aria-pressed', String(isShown))
    list.layOut()
  })
  return button
}

function ask() {
  list.query = search.value
  list.layOut()
}

let waiting
search.addEventListener('input', () => {
  clearTimeout(waiting)
  waiting = setTimeout(ask, 80)
})

/** A group of buttons of which one is pressed. */
function choice(name, choose) {
  const buttons = document.querySelectorAll(`[data-${name}]`)
  for (const button of buttons) {
    button.addEventListener('click', () => {
      for (const other of buttons) other.setAttribute('aria-pressed', String(other === button))
      choose(button.dataset[name])
    })
  }
}
choice('view', (view) => list.show(view))
choice('grouping', (grouping) => {
  list.grouping = grouping
  list.layOut()
})

byId('theme').addEventListener('click', () => {
  const root = document.documentElement
  const isDark = root.dataset.theme
    ? root.dataset.theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches
  root.dataset.theme = isDark ? 'light' : 'dark'
})

document.addEventListener('keydown', (event) => {
  if (event.target === search) {
    if (event.key === 'Escape') search.blur()
    return
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === '/') {
    event.preventDefault()
    search.focus()
  } else if (event.key === 'j') list.step(1)
  else if (event.key === 'k') list.step(-1)
})

addEventListener('beforeprint', () => list.openForPrint())
