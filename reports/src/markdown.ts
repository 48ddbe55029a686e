import { byKind, type DeadCodeReport, reasonsOf } from './dead-code-report.js'
import type { GateReport } from './gate-report.js'
import { plainLine, plainText } from './plain-text.js'
import { groupByCodemod, groupRefusals, keptSentence, type RunReport } from './run-report.js'
import { directoryOf, type StatusReport, strays, tallyBy, usagesLeft } from './status-report.js'

export interface MarkdownOptions {
  /** GitHub refuses a comment above 65,536 characters: diffs that would not fit are counted instead. Default 60,000. */
  readonly maxLength?: number
}

/** A pull request comment: summary first, the diff folded. */
export function renderRunMarkdown(report: RunReport, { maxLength = 60_000 }: MarkdownOptions = {}): string {
  const { rehearsal } = report
  const files = new Set(report.changes.flatMap((change) => change.files.map((file) => file.path)))
  const groups = groupByCodemod(report.changes)
  const kept = keptSentence(report.changes)
  const head = [
    `## duckshift: phase ${report.phase}`,
    '',
    `**${count(report.changes.length, 'change')}** in ${count(files.size, 'file')}, **${report.refusals.length}** left alone with reasons.`,
    ...(kept ? [kept] : []),
    rehearsal.outcome === 'checked'
      ? `Rehearsed with ${inline(rehearsal.checker)}: ${count(rehearsal.checkedFiles, 'file')} checked, ${count(rehearsal.newDiagnostics.length, 'new diagnostic')}.`
      : `**Not verified:** ${inline(rehearsal.reason ?? '')}`,
    '',
    ...table(
      ['codemod', 'changes'],
      groups.map(({ codemod, changes }) => [codemod, String(changes.length)]),
    ),
    ...refusalSection(report),
  ].join('\n')
  const foot = `\nApply with \`duckshift apply ${plainLine(report.plan)}\`.\n`
  return head + foldedDiffs(report, maxLength - head.length - foot.length) + foot
}

function refusalSection(report: RunReport): string[] {
  const groups = groupRefusals(report.refusals)
  if (groups.length === 0) return []
  const rows = groups.map((group) => [
    group.id,
    String(group.refusals.length),
    `${group.message} ${group.help}`,
  ])
  return ['### Left alone', '', ...table(['refusal', 'usages', 'why, and what to do'], rows)]
}

function foldedDiffs(report: RunReport, room: number): string {
  const parts: string[] = []
  let left = room
  let omitted = 0
  for (const { codemod, changes } of groupByCodemod(report.changes)) {
    const open = `\n<details>\n<summary>${html(codemod)} (${changes.length})</summary>\n`
    const close = '\n</details>\n'
    const own: string[] = []
    left -= open.length + close.length + 80
    for (const change of changes) {
      const patch = plainText(change.files.map((file) => file.patch).join(''))
      const text = `\n${inline(change.id)}: ${inline(change.reason)}\n\n${fenced(patch, 'diff')}\n`
      if (text.length > left) omitted += 1
      else {
        own.push(text)
        left -= text.length
      }
    }
    if (own.length > 0) parts.push(open + own.join('') + close)
  }
  if (omitted > 0) parts.push(`\n${count(omitted, 'more change')} in the full report.\n`)
  return parts.join('')
}

/** The status as a pull request comment or a page of a wiki. */
export function renderStatusMarkdown(report: StatusReport): string {
  const { totals } = report
  const left = usagesLeft(report)
  const tallied = (title: string, namesOf: Parameters<typeof tallyBy>[1]) => {
    const rows = tallyBy(left, namesOf).map((tally) => [
      tally.name,
      String(tally.usages),
      String(tally.files),
    ])
    return rows.length === 0 ? [] : table([title, 'usages', 'files'], rows)
  }
  const lines = [
    '## duckshift: legacy usages',
    '',
    `**${totals.usages}** left in ${count(totals.files, 'file')}, ${totals.migrated} migrated (${totals.keepsSql} of them with SQL of their own still), ${totals.served} on the runtime with the code as it was, ${totals.refused} refused with a reason, ${totals.inTests} more in tests, ${totals.ignored} ignored.`,
    '',
    ...tallied('phase', (usage) => [String(usage.phase)]),
    ...tallied('directory', (usage) => [directoryOf(usage.file)]),
    ...tallied('shape', (usage) => [usage.shape]),
    ...tallied('owner', (usage) => usage.owners ?? []),
  ]
  const excess = report.ledger?.excess ?? []
  if (excess.length > 0) {
    const rows = excess.map(({ file, key, allowed, found }) => [file, key, String(allowed), String(found)])
    lines.push('### More than the ledger allows', '', ...table(['file', 'phase', 'allowed', 'found'], rows))
  }
  const found = strays(report)
  if (found.length > 0) {
    const rows = found.map(({ file, line, rule, detail }) => [`${file}:${line}`, rule, detail])
    lines.push('### More than one pattern', '', ...table(['place', 'rule', 'detail'], rows))
  }
  if (report.deadCode) {
    const { dead, uncertain, at } = report.deadCode
    lines.push(`**${dead}** dead, ${uncertain} uncertain (${at.slice(0, 10)}).`, '')
  }
  if (report.markers.length > 0) {
    const rows = report.markers.map(({ file, line, kind, text }) => [`${file}:${line}`, kind, text])
    lines.push('### Markers', '', ...table(['place', 'kind', 'text'], rows))
  }
  return `${lines.join('\n').trimEnd()}\n`
}

/** A gate with its figures. */
export function renderGateMarkdown(report: GateReport): string {
  const rows = report.checks.map(({ outcome, title, figure, goal, reason }) => [
    outcome,
    title,
    figure,
    goal,
    reason ?? '',
  ])
  return [
    `## duckshift: gate of phase ${report.phase} (${inline(report.name)}): ${report.outcome}`,
    '',
    ...(report.workload
      ? [
          `Workload: ${report.workload.origin}, ${count(report.workload.operations, 'operation')} (${inline(report.workload.source)}).`,
          '',
        ]
      : []),
    ...table(['', 'check', 'figure', 'goal', 'reason'], rows),
  ].join('\n')
}

/** Dead code as tables by kind. */
export function renderDeadCodeMarkdown(report: DeadCodeReport): string {
  const { dead, uncertain, orphaned, files, entries } = report.totals
  const lines = [
    '## duckshift: dead code',
    '',
    `**${dead}** dead, ${orphaned} of them orphaned by the migration, ${uncertain} uncertain; ${count(files, 'file')} read from ${count(entries, 'entry point')}.`,
    '',
  ]
  for (const { title, findings } of byKind(report.findings)) {
    const rows = findings.map((finding) => [
      finding.name,
      `${finding.file}:${finding.line}`,
      reasonsOf(finding).join(' '),
    ])
    lines.push(`### ${title}`, '', ...table(['name', 'place', 'why'], rows))
  }
  return `${lines.join('\n').trimEnd()}\n`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(inline).join(' | ')} |`
  return [line(head), `|${head.map(() => ' --- |').join('')}`, ...rows.map(line), '']
}

/** Text that Markdown and HTML take for nothing but text. */
function inline(text: string): string {
  return html(plainLine(text)).replace(/[\\`*_{}[\]()#+!|~<>@:]/g, escaped)
}

// A numeric reference means the character itself in every flavour of Markdown, where a backslash may not; it also
// keeps mentions and bare links from forming.
function escaped(character: string): string {
  return `&#${character.charCodeAt(0)};`
}

function html(text: string): string {
  return text.replace(/[&<>"']/g, escaped)
}

/** A code block whose fence is longer than any run of backticks inside. */
function fenced(text: string, language: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map((match) => match[0].length))
  const fence = '`'.repeat(Math.max(3, longest + 1))
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
