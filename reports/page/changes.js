import { drawDiff } from './diff.js'
import { byId, count, element, visible } from './elements.js'

const chunkLength = 50
const rowHeightPx = 47

/**
 * The changes as one long list in chunks. A chunk holds elements only while it is near the window, and keeps its
 * height otherwise, so that ten thousand changes cost what a screenful does.
 */
export class ChangeList {
  constructor(changes) {
    this.entries = changes.map((change) => ({ change, words: undefined, isOpen: false }))
    this.view = 'split'
    this.grouping = 'codemod'
    this.query = ''
    this.hiddenCodemods = new Set()
    this.shown = this.entries
    this.place = byId('changes')
    this.observer = new IntersectionObserver((seen) => this.turn(seen), { rootMargin: '1500px 0px' })
    this.chunks = new Map()
  }

  get codemods() {
    return [...new Set(this.entries.map((entry) => entry.change.codemod))]
  }

  /** Filters, groups and lays out anew. */
  layOut() {
    const wanted = this.query.trim().toLowerCase()
    this.shown = this.entries.filter(
      (entry) =>
        !this.hiddenCodemods.has(entry.change.codemod) && (!wanted || wordsOf(entry).includes(wanted)),
    )
    this.observer.disconnect()
    this.chunks.clear()
    const rows = this.rows()
    const nodes = []
    for (let at = 0; at < rows.length; at += chunkLength) {
      const own = rows.slice(at, at + chunkLength)
      const node = element('div', { class: 'chunk', style: `height:${own.length * rowHeightPx}px` })
      this.chunks.set(node, { rows: own, isFilled: false })
      nodes.push(node)
    }
    if (rows.length === 0)
      nodes.push(
        element(
          'p',
          { class: 'soft' },
          this.entries.length ? 'No change matches.' : 'This phase has nothing to change.',
        ),
      )
    this.place.replaceChildren(...nodes)
    for (const node of this.chunks.keys()) this.observer.observe(node)
    byId('shown').textContent = this.entries.length
      ? `${count(this.shown.length, 'change')} of ${this.entries.length.toLocaleString('en')}`
      : ''
  }

  rows() {
    const groups = new Map()
    for (const entry of this.shown) {
      const key = this.grouping === 'codemod' ? entry.change.codemod : (entry.change.files[0]?.path ?? '')
      if (!groups.has(key)) groups.set(key, [])
      groups.get(key).push(entry)
    }
    const ordered = this.grouping === 'file' ? [...groups].sort(([a], [b]) => (a < b ? -1 : 1)) : [...groups]
    this.shown = ordered.flatMap(([, entries]) => entries)
    return ordered.flatMap(([title, entries]) => [{ title, length: entries.length }, ...entries])
  }

  turn(seen) {
    for (const { target, isIntersecting } of seen) {
      if (isIntersecting) this.fill(target)
      else this.empty(target)
    }
  }

  fill(node) {
    const chunk = this.chunks.get(node)
    if (!chunk || chunk.isFilled) return
    chunk.isFilled = true
    node.style.height = ''
    node.replaceChildren(...chunk.rows.map((row) => (row.change ? this.draw(row) : heading(row))))
  }

  empty(node) {
    const chunk = this.chunks.get(node)
    if (!chunk?.isFilled || node.contains(document.activeElement)) return
    chunk.isFilled = false
    node.style.height = `${node.offsetHeight}px`
    node.replaceChildren()
  }

  draw(entry) {
    const { change } = entry
    const details = element(
      'details',
      { class: 'change', id: change.id },
      element(
        'summary',
        {},
        element('code', {}, visible(change.id)),
        element('span', { class: 'reason' }, visible(change.reason)),
        element('code', {}, visible(change.files[0]?.path ?? '')),
      ),
    )
    details.open = entry.isOpen
    if (entry.isOpen) this.fillDetails(details, change)
    details.addEventListener('toggle', () => {
      if (details.open === entry.isOpen) return
      entry.isOpen = details.open
      if (details.open) this.fillDetails(details, change)
    })
    return details
  }

  fillDetails(details, change) {
    for (const node of details.querySelectorAll('.path,.diff')) node.remove()
    for (const { path, patch } of change.files)
      details.append(element('div', { class: 'path' }, visible(path)), drawDiff(path, patch, this.view))
  }

  show(view) {
    this.view = view
    for (const [node, chunk] of this.chunks) {
      if (!chunk.isFilled) continue
      for (const details of node.querySelectorAll('details[open]')) {
        const entry = this.entries.find(({ change }) => change.id === details.id)
        this.fillDetails(details, entry.change)
      }
    }
  }

  /** Moves the focus by so many changes from the one that has it. */
  step(by) {
    const current = document.activeElement?.closest('details.change')?.id
    const at = this.shown.findIndex(({ change }) => change.id === current)
    const target = this.shown[Math.min(Math.max(at + by, 0), this.shown.length - 1)]
    if (!target) return
    const [node] = [...this.chunks].find(([, chunk]) => chunk.rows.includes(target))
    this.fill(node)
    const summary = [...node.querySelectorAll('details.change')].find(
      (details) => details.id === target.change.id,
    )
    summary.querySelector('summary').focus({ preventScroll: true })
    summary.scrollIntoView({ block: 'center' })
  }

  /** Opens everything, where there is not too much of it for paper. */
  openForPrint() {
    if (this.shown.length > 300) return
    for (const entry of this.shown) entry.isOpen = true
    for (const [node, chunk] of this.chunks) {
      chunk.isFilled = false
      this.fill(node)
    }
  }
}

function wordsOf(entry) {
  const { id, reason, files } = entry.change
  entry.words ??=
    `${id} ${reason} ${files.map(({ path, patch }) => `${path} ${patch}`).join(' ')}`.toLowerCase()
  return entry.words
}

function heading({ title, length }) {
  return element(
    'h3',
    { class: 'group' },
    visible(title),
    element('span', { class: 'soft' }, ` ${count(length, 'change')}`),
  )
}
