import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import {
  assertPaths,
  type DeadCode,
  type DeadCodeFinding,
  DuckshiftError,
  openOracle,
  Project,
  surveyDeadCode,
  version,
} from '@duckshift/codemods'
import {
  type DeadCodeReport,
  deadCodeReport,
  renderDeadCode,
  renderDeadCodeGithub,
  renderDeadCodeMarkdown,
  renderJson,
  renderSarif,
} from '@duckshift/reports'
import type { deadCodeFormats, deadCodeKinds } from '../formats.js'
import { progressBar } from '../progress.js'
import type { ExitCode, Session } from '../session.js'

export interface DeadCodeCommandOptions {
  readonly format?: (typeof deadCodeFormats)[number]
  readonly kind?: (typeof deadCodeKinds)[number][]
  /** What only tests use counts as dead. */
  readonly production?: boolean
  /** Only what was in use before the migration. */
  readonly orphaned?: boolean
  /** False: class members live when anything is asked for their name. */
  readonly types?: boolean
  readonly certain?: boolean
}

/** What nothing reaches any more, and why. Writes nothing. */
export async function deadCode(
  session: Session,
  paths: readonly string[],
  options: DeadCodeCommandOptions = {},
): Promise<ExitCode> {
  const { root } = session
  assertPaths(root, paths)
  const { onProgress, stop } = progressBar(session.quiet)
  let found: DeadCode
  try {
    found = readDeadCode(session, { ...options, onProgress })
  } finally {
    stop()
  }
  if (found.files === 0) {
    throw new DuckshiftError('There is no source file in the project.', {
      code: 'no-files',
      exitCode: 2,
      help: 'Name the project with --cwd, or look at "include" and "exclude" in duckshift.config.ts.',
    })
  }
  if (found.entries.length === 0) {
    throw new DuckshiftError('Nothing tells where the project starts, so all of it would count as dead.', {
      code: 'no-entries',
      exitCode: 2,
      help: 'Name the files it starts with in duckshift.config.ts: entries: ["src/server.ts"].',
    })
  }
  const findings = found.findings.filter((finding) => isWanted(finding, paths, options))
  const report = deadCodeReport({ ...found, findings })
  session.out(rendered(session, report, options.format ?? (session.json ? 'json' : 'text')))
  return report.totals.dead > 0 ? 1 : 0
}

/** Dead code as the configuration wants it read. */
export function readDeadCode(
  { root, config }: Session,
  options: Pick<DeadCodeCommandOptions, 'production' | 'types'> & {
    readonly onProgress?: ReturnType<typeof progressBar>['onProgress']
  } = {},
): DeadCode {
  const { include, exclude, tsconfig, entries } = config
  const project = new Project(root, { include, exclude, tsconfig })
  const isTyped = options.types !== false && existsSync(join(root, tsconfig ?? 'tsconfig.json'))
  options.onProgress?.({ stage: 'symbols', done: 0 })
  const oracle = isTyped ? openOracle({ root, tsconfig }) : undefined
  try {
    const { production, onProgress } = options
    return surveyDeadCode({ project, include, exclude, tsconfig, entries, oracle, production, onProgress })
  } finally {
    oracle?.close()
  }
}

function isWanted(
  finding: DeadCodeFinding,
  paths: readonly string[],
  { kind, orphaned, certain }: DeadCodeCommandOptions,
): boolean {
  if (kind && !kind.includes(finding.kind)) return false
  if (orphaned && !finding.orphaned) return false
  if (certain && finding.uncertain !== undefined) return false
  const folders = paths.map((path) => posix.normalize(path).replace(/\/$/, ''))
  return (
    folders.length === 0 ||
    folders.some(
      (folder) => folder === '.' || finding.file === folder || finding.file.startsWith(`${folder}/`),
    )
  )
}

function rendered(
  session: Session,
  report: DeadCodeReport,
  format: NonNullable<DeadCodeCommandOptions['format']>,
): string {
  switch (format) {
    case 'json':
      return renderJson(report)
    case 'md':
      return renderDeadCodeMarkdown(report)
    case 'sarif':
      return renderSarif({ version, deadCode: report.findings })
    case 'github':
      return renderDeadCodeGithub(report)
    case 'text':
      return renderDeadCode(report, session.terminal)
  }
}
