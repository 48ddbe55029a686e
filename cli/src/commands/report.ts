import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { DuckshiftError, phaseNumbered, surveySummary, version } from '@duckshift/codemods'
import {
  MergeError,
  mergeRuns,
  mergeStatus,
  type RunReport,
  renderJson,
  renderRun,
  renderRunGithub,
  renderRunMarkdown,
  renderSarif,
  type StatusReport,
} from '@duckshift/reports'
import type { runFormats } from '../formats.js'
import { htmlPage } from '../html-page.js'
import { progressBar } from '../progress.js'
import type { ExitCode, Session } from '../session.js'
import { currentStatus } from '../status-facts.js'
import { renderedStatus, type StatusOptions } from './status.js'

export type RunFormat = (typeof runFormats)[number]

/** Joins the JSON reports of shards into the one that a run without shards would have given. */
export async function mergeReports(
  session: Session,
  files: readonly string[],
  options: Pick<StatusOptions, 'format'>,
): Promise<ExitCode> {
  const reports = files.map((file) => readReport(resolve(session.root, file)))
  const format = options.format ?? (session.json ? 'json' : 'text')
  try {
    if (reports.every(isStatus)) session.out(await renderedStatus(session, mergeStatus(reports), format))
    else if (reports.every(isRun)) {
      const merged = mergeRuns(reports, phaseNumbered(reports[0]?.phase ?? 0)?.codemods ?? [])
      session.out(format === 'html' ? await htmlOf(session, merged) : renderedRun(session, merged, format))
    } else throw new MergeError('Reports of status and of run do not merge.')
  } catch (error) {
    if (!(error instanceof MergeError)) throw error
    throw new DuckshiftError(error.message, {
      code: error.code,
      exitCode: 2,
      help: 'Give the output of one command with --json, one file for each shard.',
      cause: error,
    })
  }
  return 0
}

/** A run's report says nothing of the usages that are left: they are read from the code here. */
async function htmlOf(session: Session, run: RunReport): Promise<string> {
  const { onProgress, stop } = progressBar(session.quiet)
  try {
    const found = await surveySummary(session.root, session.config, onProgress)
    return htmlPage(session, currentStatus(session, found, run.refusals), run)
  } finally {
    stop()
  }
}

export function renderedRun(session: Session, report: RunReport, format: RunFormat): string {
  switch (format) {
    case 'json':
      return renderJson(report)
    case 'md':
      return renderRunMarkdown(report)
    case 'sarif':
      return renderSarif({ version, run: report })
    case 'github':
      return renderRunGithub(report)
    case 'text':
      return renderRun(report, session.terminal)
  }
}

type Report = StatusReport | RunReport

function readReport(path: string): Report {
  try {
    const report = JSON.parse(readFileSync(path, 'utf8')) as Report
    if (report.version === 1 && (isStatus(report) || isRun(report))) return report
    throw new Error('it is no report of version 1')
  } catch (cause) {
    throw new DuckshiftError(`${path} cannot be read as a report: ${(cause as Error).message}`, {
      code: 'bad-report',
      exitCode: 2,
      help: 'Give the output of duckshift status --json or duckshift run --json.',
      cause,
    })
  }
}

function isStatus(report: Report): report is StatusReport {
  return 'usages' in report && 'totals' in report
}

function isRun(report: Report): report is RunReport {
  return 'changes' in report && 'refusals' in report
}
