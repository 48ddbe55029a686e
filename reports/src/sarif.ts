import { type DeadCodeFinding, reasonsOf } from './dead-code-report.js'
import { renderJson } from './json.js'
import { plainText } from './plain-text.js'
import type { RunReport } from './run-report.js'
import type { StatusReport } from './status-report.js'

export interface SarifSources {
  /** duckshift's own version. */
  readonly version: string
  readonly status?: StatusReport
  readonly run?: RunReport
  readonly deadCode?: readonly DeadCodeFinding[]
}

interface Rule {
  readonly id: string
  readonly name: string
  readonly shortDescription: { readonly text: string }
  readonly help: { readonly text: string }
  readonly defaultConfiguration: { readonly level: Level }
}
type Level = 'error' | 'warning' | 'note'

interface Result {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly level: Level
  readonly message: { readonly text: string }
  readonly locations: readonly unknown[]
  readonly partialFingerprints: Readonly<Record<string, string>>
  readonly suppressions?: readonly { readonly kind: 'inSource'; readonly justification: string }[]
}

/** Findings as SARIF 2.1.0: usages, injection risks, refusals, dead code. */
export function renderSarif({ version, status, run, deadCode = [] }: SarifSources): string {
  const log = new SarifLog()
  if (status) addUsages(log, status)
  for (const refusal of run?.refusals ?? []) {
    const rule = log.rule(`refusal/${refusal.id}`, 'note', refusal.message, refusal.help)
    log.add(rule, {
      message: refusal.detail ? `${refusal.message} ${refusal.detail}` : refusal.message,
      place: refusal.place,
      fingerprint: `${refusal.usage}:${refusal.id}`,
    })
  }
  for (const finding of deadCode) {
    const isSure = finding.uncertain === undefined
    const rule = log.rule(
      `${isSure ? 'dead-code' : 'uncertain-dead-code'}/${finding.kind}`,
      isSure ? 'warning' : 'note',
      isSure ? 'Nothing reaches this code.' : 'Nothing but something dynamic may reach this code.',
      isSure ? 'Remove it: duckshift run 5.' : 'Look at it: it is never removed by itself.',
    )
    log.add(rule, {
      message: `${finding.name}: ${reasonsOf(finding).join(' ')}`,
      place: {
        file: finding.file,
        line: finding.line,
        ...(finding.column !== undefined && { column: finding.column }),
      },
      fingerprint: `${finding.file}#${finding.name}`,
    })
  }
  const document = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'duckshift', version, semanticVersion: version, rules: log.rules } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { description: { text: 'The project root.' } } },
        results: log.results,
      },
    ],
  }
  return renderJson(document)
}

function addUsages(log: SarifLog, status: StatusReport): void {
  for (const usage of status.usages) {
    const place = { file: usage.file, line: usage.line, column: usage.column }
    const legacy = log.rule(
      'legacy-usage',
      'note',
      'The legacy DuckDB client is used here.',
      'Migrate it with duckshift run, phase by phase.',
    )
    log.add(legacy, {
      message: `${usage.within || usage.file} uses ${usage.accessor} (${usage.shape}); phase ${usage.phase} takes it.`,
      place,
      fingerprint: usage.id,
      ignored: usage.ignored,
    })
    if (!usage.traits.includes('interpolated-sql')) continue
    const injection = log.rule(
      'sql-injection',
      'error',
      'A value is interpolated into SQL.',
      'Pass it as a parameter: duckshift run 1 --only parametrize-sql.',
    )
    log.add(injection, {
      message: `${usage.within || usage.file} interpolates a value into SQL.`,
      place,
      fingerprint: `${usage.id}:sql`,
      ignored: usage.ignored,
    })
  }
  for (const { id, rule: name, message, help, detail, ignored, ...place } of status.consistency) {
    const rule = log.rule(`consistency/${name}`, 'note', message, help)
    log.add(rule, { message: `${message} ${detail}`, place, fingerprint: id, ignored })
  }
  for (const marker of status.markers) {
    const rule = log.rule(
      `marker/${marker.kind}`,
      marker.kind === 'todo' ? 'note' : 'warning',
      markerText[marker.kind],
      'See the comment.',
    )
    log.add(rule, {
      message: marker.text || markerText[marker.kind],
      place: marker,
      fingerprint: `${marker.file}:${marker.kind}:${marker.text}`,
    })
  }
  for (const { file, key, allowed, found } of status.ledger?.excess ?? []) {
    const rule = log.rule(
      'ledger-excess',
      'error',
      'The file has more legacy usages than the ledger allows.',
      'Use the repositories instead; duckshift status --update --allow-increase "reason" where it must be.',
    )
    log.add(rule, {
      message: `${file} has ${found} (${key}), the ledger allows ${allowed}.`,
      place: { file, line: 1 },
      fingerprint: `${file}:${key}`,
    })
  }
}

const markerText = {
  todo: 'Work left to do by hand.',
  'unused-ignore': 'This comment ignores nothing.',
  'ignore-without-reason': 'This comment ignores without a reason, and so has no effect.',
} as const

class SarifLog {
  readonly rules: Rule[] = []
  readonly results: Result[] = []

  rule(id: string, level: Level, description: string, help: string): number {
    const known = this.rules.findIndex((rule) => rule.id === id)
    if (known >= 0) return known
    const name = id.replace(/(?:^|[-/])(\w)/g, (_, letter: string) => letter.toUpperCase())
    this.rules.push({
      id,
      name,
      shortDescription: { text: plainText(description) },
      help: { text: plainText(help) },
      defaultConfiguration: { level },
    })
    return this.rules.length - 1
  }

  add(
    ruleIndex: number,
    finding: {
      readonly message: string
      readonly place: { readonly file: string; readonly line: number; readonly column?: number }
      readonly fingerprint: string
      readonly ignored?: string | undefined
    },
  ): void {
    const rule = this.rules[ruleIndex]!
    const { file, line, column } = finding.place
    this.results.push({
      ruleId: rule.id,
      ruleIndex,
      level: rule.defaultConfiguration.level,
      message: { text: linkless(plainText(finding.message)) },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: uriOf(file), uriBaseId: 'SRCROOT' },
            region: { startLine: line, ...(column !== undefined && { startColumn: column }) },
          },
        },
      ],
      partialFingerprints: { 'duckshift/v1': finding.fingerprint },
      ...(finding.ignored !== undefined && {
        suppressions: [{ kind: 'inSource' as const, justification: plainText(finding.ignored) }],
      }),
    })
  }
}

/** SARIF messages know one kind of markup, `[text](target)`; a backslash takes its meaning away. */
function linkless(text: string): string {
  return text.replace(/[\\[\]]/g, '\\$&')
}

function uriOf(file: string): string {
  return file
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/')
}
