import { Chalk, type ChalkInstance } from 'chalk'
import { byKind, type DeadCodeReport, reasonsOf } from './dead-code-report.js'
import type { GateReport } from './gate-report.js'
import { plainLine, plainText } from './plain-text.js'
import { groupByCodemod, groupRefusals, keptSentence, type RunReport } from './run-report.js'
import { directoryOf, type StatusReport, strays, tallyBy, usagesLeft } from './status-report.js'
import { terminalTable } from './terminal-table.js'

export interface TerminalOptions {
  readonly color: boolean
  /** Columns of the terminal. */
  readonly width: number
}

const unreadText: Readonly<Record<string, string>> = {
  'not-utf-8': 'it is not UTF-8',
  component: 'the script of a component is not read; move its queries to a module',
}

/** The status as tables that fit the width. */
export function renderStatus(report: StatusReport, options: TerminalOptions): string {
  const chalk = chalkFor(options)
  const { totals } = report
  const left = usagesLeft(report)
  const lines: string[] = []
  for (const accessor of report.accessors) {
    lines.push(
      `${chalk.dim('accessor')}  ${plainLine(accessor.export)}  ${chalk.dim(`${plainLine(accessor.module)} (${accessor.kind})`)}`,
    )
  }
  const tables: [string, string, string[][]][] = [
    ['directory', 'files', rowsOf(tallyBy(left, (usage) => [directoryOf(usage.file)]))],
    ['shape', 'phase', shapeRows(report)],
    ['owner', 'files', rowsOf(tallyBy(left, (usage) => usage.owners ?? []))],
  ]
  for (const [head, last, rows] of tables) {
    if (rows.length > 0) lines.push('', ...terminalTable(chalk, options.width, [head, 'usages', last], rows))
  }
  lines.push(...consistencyLines(chalk, report, options.width), '', ...trendLines(chalk, report))
  const share =
    totals.migrated + totals.served + totals.usages > 0
      ? Math.round((100 * totals.migrated) / (totals.migrated + totals.served + totals.usages))
      : 0
  lines.push(
    `${chalk.bold(String(totals.usages))} legacy ${totals.usages === 1 ? 'usage' : 'usages'} left in ${totals.files} ${totals.files === 1 ? 'file' : 'files'}; ${totals.migrated} migrated (${share}%${keptText(totals)}), ${servedText(totals)}${totals.refused} refused with a reason, ${totals.inTests} more in tests${totals.ignored > 0 ? `, ${totals.ignored} ignored` : ''}.`,
    ...deadCodeLines(chalk, report),
    ...markerLines(chalk, report),
    ...excessLines(chalk, report),
  )
  for (const { file, reason } of report.unreadable) {
    lines.push(
      chalk.yellow(`${plainLine(file)} was left alone: ${unreadText[reason] ?? 'it does not parse'}.`),
    )
  }
  return `${lines.join('\n')}\n`
}

function keptText({ keepsSql }: StatusReport['totals']): string {
  return keepsSql > 0 ? `, ${keepsSql} of them with SQL of their own still` : ''
}

function servedText({ served }: StatusReport['totals']): string {
  return served > 0 ? `${served} on the runtime with the code as it was, ` : ''
}

const mostPlaces = 10

/** Each rule with its places, the first of them named. */
function consistencyLines(chalk: ChalkInstance, report: StatusReport, width: number): string[] {
  const found = strays(report)
  if (found.length === 0) return []
  const rules = [...new Set(found.map(({ rule }) => rule))]
  const rows = rules.map((rule) => {
    const own = found.filter((finding) => finding.rule === rule)
    return [rule, String(own.length), String(new Set(own.map(({ file }) => file)).size)]
  })
  const places = found
    .slice(0, mostPlaces)
    .map(
      ({ file, line, rule, detail }) =>
        `  ${plainLine(file)}:${line}  ${plainLine(rule)}  ${chalk.dim(plainLine(detail))}`,
    )
  const more = found.length - places.length
  return [
    '',
    ...terminalTable(chalk, width, ['more than one pattern', 'places', 'files'], rows),
    ...places,
    ...(more > 0 ? [chalk.dim(`  and ${more} more: duckshift status --json | jq .consistency`)] : []),
  ]
}

function deadCodeLines(chalk: ChalkInstance, { deadCode }: StatusReport): string[] {
  if (!deadCode) return []
  const { dead, uncertain, at, findings } = deadCode
  const when = findings
    ? ''
    : ` when phase 5 was verified last, ${at.slice(0, 10)}; now: duckshift status --dead-code`
  const lines = [`${chalk.bold(String(dead))} dead, ${uncertain} uncertain${when}.`]
  for (const { file, line, kind, name } of (findings ?? []).slice(0, mostPlaces))
    lines.push(`  ${plainLine(file)}:${line}  ${chalk.dim(`${kind} ${plainLine(name)}`)}`)
  if (dead > mostPlaces && findings) lines.push(chalk.dim('  All of them: duckshift dead-code'))
  return lines
}

function rowsOf(tallies: ReturnType<typeof tallyBy>): string[][] {
  return tallies.map(({ name, usages, files }) => [name, String(usages), String(files)])
}

function shapeRows(report: StatusReport): string[][] {
  const left = usagesLeft(report)
  const phases = new Map(left.map((usage) => [usage.shape, usage.phase]))
  return tallyBy(left, (usage) => [usage.shape]).map(({ name, usages }) => [
    name,
    String(usages),
    String(phases.get(name)),
  ])
}

const steps = '▁▂▃▄▅▆▇█'

function trendLines(chalk: ChalkInstance, { trend }: StatusReport): string[] {
  if (trend.length < 2) return []
  const most = Math.max(1, ...trend.map((point) => point.usages))
  const curve = trend
    .slice(-40)
    .map((point) => steps[Math.round((point.usages / most) * (steps.length - 1))])
    .join('')
  const first = trend[0]!
  return [
    `${chalk.dim('trend')}  ${first.usages} ${curve} ${trend.at(-1)!.usages}  ${chalk.dim(`since ${first.at.slice(0, 10)}`)}`,
  ]
}

function markerLines(chalk: ChalkInstance, { markers }: StatusReport): string[] {
  const todos = markers.filter((marker) => marker.kind === 'todo').length
  const lines =
    todos > 0 ? [`${todos} ${todos === 1 ? 'place is' : 'places are'} marked duckshift-todo.`] : []
  for (const { kind, file, line } of markers) {
    if (kind === 'unused-ignore')
      lines.push(chalk.yellow(`${plainLine(file)}:${line} ignores nothing: remove the comment.`))
    if (kind === 'ignore-without-reason')
      lines.push(chalk.yellow(`${plainLine(file)}:${line} ignores without a reason, and so has no effect.`))
  }
  return lines
}

function excessLines(chalk: ChalkInstance, { ledger }: StatusReport): string[] {
  return (ledger?.excess ?? []).map(({ file, key, allowed, found }) =>
    chalk.red(
      `${plainLine(file)}: ${found} ${key === 'todo' ? 'markers' : `usages of phase ${key}`}, the ledger allows ${allowed}.`,
    ),
  )
}

/** The plan as a reviewer reads it: diffs by codemod with reasons, then what is left alone and why. */
export function renderRun(report: RunReport, options: TerminalOptions): string {
  const chalk = chalkFor(options)
  const lines: string[] = []
  for (const { codemod, changes } of groupByCodemod(report.changes)) {
    lines.push(chalk.bold(`${codemod} (${changes.length})`), '')
    for (const change of changes) {
      lines.push(`${chalk.cyan(change.id)}  ${plainLine(change.reason)}`)
      for (const { patch } of change.files) lines.push(...patchLines(chalk, patch))
      lines.push('')
    }
  }
  lines.push(...refusalLines(chalk, report))
  const kept = keptSentence(report.changes)
  if (kept) lines.push(kept)
  const { rehearsal } = report
  const isNothing = rehearsal.outcome === 'checked' && rehearsal.checkedFiles === 0
  if (isNothing) return `${lines.join('\n')}\n`
  lines.push(
    rehearsal.outcome === 'checked'
      ? `Rehearsed with ${rehearsal.checker}: ${rehearsal.checkedFiles} files checked, ${rehearsal.newDiagnostics.length} new diagnostics, ${rehearsal.removedChanges.length} changes taken out.`
      : chalk.yellow(`Not verified: ${plainLine(rehearsal.reason ?? '')}`),
  )
  return `${lines.join('\n')}\n`
}

function refusalLines(chalk: ChalkInstance, report: RunReport): string[] {
  const groups = groupRefusals(report.refusals)
  if (groups.length === 0) return []
  const lines = [chalk.bold(`Left alone (${report.refusals.length})`), '']
  for (const group of groups) {
    lines.push(
      `${chalk.yellow(group.id)} (${group.refusals.length})  ${group.message}`,
      chalk.dim(`  ${group.help}`),
    )
    for (const { place, detail } of group.refusals) {
      const [first = '', ...more] = plainText(detail ?? '').split('\n')
      lines.push(`  ${plainLine(place.file)}:${place.line}${first ? chalk.dim(`  ${plainLine(first)}`) : ''}`)
      lines.push(...more.map((line) => chalk.dim(`      ${plainLine(line)}`)))
    }
    lines.push('')
  }
  return lines
}

/** A patch with its added and removed lines coloured. */
export function patchLines(chalk: ChalkInstance, patch: string): string[] {
  return plainText(patch)
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      if (line.startsWith('+')) return chalk.green(line)
      if (line.startsWith('-')) return chalk.red(line)
      return line.startsWith('@@') ? chalk.magenta(line) : line
    })
}

/** A gate's checks, each with its figure and, where it falls short, the reason. */
export function renderGate(report: GateReport, options: TerminalOptions): string {
  const chalk = chalkFor(options)
  const lines = [chalk.bold(`Gate of phase ${report.phase}: ${plainLine(report.name)}`)]
  if (report.workload) {
    const { origin, operations, source } = report.workload
    lines.push(chalk.dim(`workload  ${origin}, ${operations} operations, ${plainLine(source)}`))
  }
  lines.push('')
  const marks = {
    pass: chalk.green('pass   '),
    short: chalk.red('short  '),
    skipped: chalk.yellow('skipped'),
  }
  for (const { outcome, title, figure, goal, reason } of report.checks) {
    lines.push(`${marks[outcome]}  ${plainLine(title)}: ${plainLine(figure)}`)
    lines.push(chalk.dim(`         goal: ${plainLine(goal)}`))
    if (reason) lines.push(`         ${plainText(reason).replaceAll('\n', '\n         ')}`)
  }
  const short = report.checks.filter((check) => check.outcome === 'short').length
  lines.push(
    '',
    report.outcome === 'pass'
      ? chalk.green('The gate passes.')
      : chalk.red(`The gate falls short: ${short} of ${report.checks.length} checks.`),
  )
  return `${lines.join('\n')}\n`
}

/** Dead code by kind, each with why it is known to be dead. */
export function renderDeadCode(report: DeadCodeReport, options: TerminalOptions): string {
  const chalk = chalkFor(options)
  const lines: string[] = []
  for (const { title, findings } of byKind(report.findings)) {
    lines.push(chalk.bold(`${title} (${findings.length})`))
    for (const finding of findings) {
      const place = `${plainLine(finding.file)}:${finding.line}`
      const mark = finding.uncertain === undefined ? '' : chalk.yellow(' (uncertain)')
      lines.push(`  ${plainLine(finding.name)}${mark}  ${chalk.dim(place)}`)
      for (const reason of reasonsOf(finding)) lines.push(chalk.dim(`    ${plainLine(reason)}`))
    }
    lines.push('')
  }
  const { dead, uncertain, orphaned, files, entries } = report.totals
  lines.push(
    `${chalk.bold(String(dead))} dead, ${orphaned} of them orphaned by the migration, ${uncertain} uncertain; ${files} files read from ${entries} entry points.`,
  )
  return `${lines.join('\n')}\n`
}

function chalkFor(options: TerminalOptions): ChalkInstance {
  return new Chalk({ level: options.color ? 1 : 0 })
}
