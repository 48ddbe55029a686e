import { type DeadCodeReport, reasonsOf } from './dead-code-report.js'
import { plainText } from './plain-text.js'
import type { RunReport } from './run-report.js'
import { type StatusReport, strays, usagesLeft } from './status-report.js'

type Level = 'error' | 'warning' | 'notice'

interface Annotation {
  readonly level: Level
  readonly file: string
  readonly line: number
  readonly column?: number
  readonly title: string
  readonly message: string
}

/** The status as workflow commands: what breaks the ledger is an error, injection risks warn, the rest is noticed. */
export function renderStatusGithub(report: StatusReport): string {
  const annotations: Annotation[] = (report.ledger?.excess ?? []).map(({ file, key, allowed, found }) => ({
    level: 'error',
    file,
    line: 1,
    title: 'More legacy usages than the ledger allows',
    message: `${key === 'todo' ? 'Markers' : `Phase ${key}`}: ${found} found, ${allowed} allowed.`,
  }))
  for (const marker of report.markers) {
    if (marker.kind === 'todo') continue
    annotations.push({
      level: 'warning',
      file: marker.file,
      line: marker.line,
      title: marker.kind,
      message: marker.text,
    })
  }
  for (const { file, line, column, rule, message, detail } of strays(report))
    annotations.push({ level: 'notice', file, line, column, title: rule, message: `${message} ${detail}` })
  for (const usage of usagesLeft(report)) {
    const isRisk = usage.traits.includes('interpolated-sql')
    annotations.push({
      level: isRisk ? 'warning' : 'notice',
      file: usage.file,
      line: usage.line,
      column: usage.column,
      title: isRisk ? 'A value is interpolated into SQL' : `Legacy usage: ${usage.shape}`,
      message: `${usage.within} uses ${usage.accessor}; phase ${usage.phase} takes it.`,
    })
  }
  return render(annotations)
}

/** What a run left alone. */
export function renderRunGithub(report: RunReport): string {
  return render(
    report.refusals.map(({ id, message, help, place, detail }) => ({
      level: 'notice' as const,
      file: place.file,
      line: place.line,
      column: place.column,
      title: `Left alone: ${id}`,
      message: [message, detail, help].filter(Boolean).join(' '),
    })),
  )
}

/** Dead code: a warning each, what is uncertain a notice. */
export function renderDeadCodeGithub(report: DeadCodeReport): string {
  return render(
    report.findings.map((finding) => ({
      level: finding.uncertain === undefined ? ('warning' as const) : ('notice' as const),
      file: finding.file,
      line: finding.line,
      ...(finding.column !== undefined && { column: finding.column }),
      title: `Dead code: ${finding.kind}`,
      message: `${finding.name}: ${reasonsOf(finding).join(' ')}`,
    })),
  )
}

function render(annotations: readonly Annotation[]): string {
  return annotations
    .map(({ level, file, line, column, title, message }) => {
      const properties = [
        `file=${property(plainText(file))}`,
        `line=${line}`,
        ...(column === undefined ? [] : [`col=${column}`]),
        `title=${property(plainText(title))}`,
      ]
      return `::${level} ${properties.join(',')}::${data(plainText(message))}\n`
    })
    .join('')
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
