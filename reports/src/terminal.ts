import { Chalk, type ChalkInstance } from 'chalk'
import stringWidth from 'string-width'
import { plainText } from './plain-text.js'
import { groupByCodemod, groupRefusals, type RunReport } from './run-report.js'
import type { StatusReport } from './status-report.js'

export interface TerminalOptions {
  readonly color: boolean
  /** Columns of the terminal. */
  readonly width: number
}

/** The status as a table that fits the width. */
export function renderStatus(report: StatusReport, options: TerminalOptions): string {
  const chalk = new Chalk({ level: options.color ? 1 : 0 })
  const { totals } = report
  const lines: string[] = []
  for (const accessor of report.accessors) {
    lines.push(
      `${chalk.dim('accessor')}  ${plainText(accessor.export)}  ${chalk.dim(`${plainText(accessor.module)} (${accessor.kind})`)}`,
    )
  }
  lines.push('')
  lines.push(...table(chalk, options.width, ['directory', 'usages', 'files'], byDirectory(report)))
  lines.push('')
  lines.push(...table(chalk, options.width, ['shape', 'usages', 'phase'], byShape(report)))
  lines.push('')
  const left = `${chalk.bold(String(totals.usages))} legacy ${totals.usages === 1 ? 'usage' : 'usages'} left in ${totals.files} ${totals.files === 1 ? 'file' : 'files'}`
  const share =
    totals.migrated + totals.usages > 0
      ? Math.round((100 * totals.migrated) / (totals.migrated + totals.usages))
      : 0
  lines.push(
    `${left}; ${totals.migrated} migrated (${share}%), ${totals.refused} refused with a reason, ${totals.inTests} more in tests.`,
  )
  for (const { file, reason } of report.unreadable) {
    lines.push(
      chalk.yellow(
        `${plainText(file)} was left alone: ${reason === 'not-utf-8' ? 'it is not UTF-8' : 'it does not parse'}.`,
      ),
    )
  }
  return `${lines.join('\n')}\n`
}

function byDirectory(report: StatusReport): string[][] {
  const folders = new Map<string, { usages: number; files: Set<string> }>()
  for (const usage of report.usages) {
    if (usage.inTest) continue
    const folder = usage.file.includes('/') ? usage.file.slice(0, usage.file.lastIndexOf('/')) : '.'
    const entry = folders.get(folder) ?? { usages: 0, files: new Set() }
    folders.set(folder, entry)
    entry.usages += 1
    entry.files.add(usage.file)
  }
  return [...folders]
    .sort(([a, x], [b, y]) => y.usages - x.usages || (a < b ? -1 : 1))
    .map(([folder, { usages, files }]) => [folder, String(usages), String(files.size)])
}

function byShape(report: StatusReport): string[][] {
  const shapes = new Map<string, { usages: number; phase: number }>()
  for (const usage of report.usages) {
    if (usage.inTest) continue
    const entry = shapes.get(usage.shape) ?? { usages: 0, phase: usage.phase }
    shapes.set(usage.shape, entry)
    entry.usages += 1
  }
  return [...shapes]
    .sort(([a, x], [b, y]) => y.usages - x.usages || (a < b ? -1 : 1))
    .map(([shape, { usages, phase }]) => [shape, String(usages), String(phase)])
}

/** First column left and shortened to fit, numbers right. */
function table(
  chalk: ChalkInstance,
  width: number,
  head: readonly string[],
  rows: readonly string[][],
): string[] {
  const all = [head, ...rows.map((row) => row.map(plainText))]
  const widths = head.map((_, column) => Math.max(...all.map((row) => stringWidth(row[column] ?? ''))))
  const others = widths.slice(1).reduce((sum, own) => sum + own + 2, 0)
  const first = Math.max(8, Math.min(widths[0]!, width - others))
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column === 0 ? fit(cell, first) : cell.padStart(widths[column]!))).join('  ')
  return [chalk.dim(line(head)), ...all.slice(1).map(line)]
}

function fit(text: string, width: number): string {
  if (stringWidth(text) <= width) return text + ' '.repeat(width - stringWidth(text))
  return `…${text.slice(-(width - 1))}`
}

/** The plan as a reviewer reads it: diffs by codemod with reasons, then what is left alone and why. */
export function renderRun(report: RunReport, options: TerminalOptions): string {
  const chalk = new Chalk({ level: options.color ? 1 : 0 })
  const lines: string[] = []
  for (const { codemod, changes } of groupByCodemod(report.changes)) {
    lines.push(chalk.bold(`${codemod} (${changes.length})`), '')
    for (const change of changes) {
      lines.push(`${chalk.cyan(change.id)}  ${plainText(change.reason)}`)
      for (const { patch } of change.files)
        lines.push(
          ...patch
            .split('\n')
            .filter(Boolean)
            .map((line) => coloured(chalk, line)),
        )
      lines.push('')
    }
  }
  lines.push(...refusalLines(chalk, report))
  const { rehearsal } = report
  lines.push(
    rehearsal.outcome === 'checked'
      ? `Rehearsed with ${rehearsal.checker}: ${rehearsal.checkedFiles} files checked, ${rehearsal.newDiagnostics.length} new diagnostics, ${rehearsal.removedChanges.length} changes taken out.`
      : chalk.yellow(`Not verified: ${plainText(rehearsal.reason ?? '')}`),
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
      lines.push(
        `  ${plainText(place.file)}:${place.line}${detail ? chalk.dim(`  ${plainText(detail)}`) : ''}`,
      )
    }
    lines.push('')
  }
  return lines
}

function coloured(chalk: ChalkInstance, line: string): string {
  const text = plainText(line)
  if (text.startsWith('+')) return chalk.green(text)
  if (text.startsWith('-')) return chalk.red(text)
  return text.startsWith('@@') ? chalk.magenta(text) : text
}
