import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Accessor,
  listRuns,
  loadPlan,
  type Refusal,
  surveyProject,
  type Usage,
} from '@duckshift/codemods'
import { renderStatus, type StatusReport, statusReport } from '@duckshift/reports'
import { progressBar } from '../progress.js'
import type { ExitCode, Session } from '../session.js'

/** How much legacy usage is left, read from the code. */
export async function status(session: Session): Promise<ExitCode> {
  const { onProgress, stop } = progressBar(session.quiet)
  try {
    const found = surveyProject(session.root, session.config, onProgress)
    stop()
    const report = currentStatus(session, found, newestRefusals(session.root, found.usages), found.unreadable)
    session.out(
      session.json ? `${JSON.stringify(report, null, 2)}\n` : renderStatus(report, session.terminal),
    )
    return 0
  } finally {
    stop()
  }
}

export function currentStatus(
  session: Session,
  found: { readonly accessors: readonly Accessor[]; readonly usages: readonly Usage[] },
  refusals: readonly Refusal[],
  unreadable: StatusReport['unreadable'] = [],
): StatusReport {
  const { accessors, usages } = found
  return statusReport({ accessors, usages, runs: listRuns(session.root), refusals, unreadable })
}

/** What the newest stored plan left alone, as far as it is still there. */
function newestRefusals(root: string, usages: readonly Usage[]): readonly Refusal[] {
  const folder = join(root, '.duckshift', 'plans')
  if (!existsSync(folder)) return []
  const newest = readdirSync(folder).sort().at(-1)
  if (!newest) return []
  const present = new Set(usages.map((usage) => usage.id))
  return loadPlan(root, newest.replace(/\.json$/, '')).refusals.filter((refusal) =>
    present.has(refusal.usage),
  )
}
