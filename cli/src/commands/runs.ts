import { listRuns } from '@duckshift/codemods'
import type { ExitCode, Session } from '../session.js'

/** Lists what was applied here. */
export async function runs(session: Session): Promise<ExitCode> {
  const all = listRuns(session.root)
  if (session.json) {
    session.out(`${JSON.stringify(all, null, 2)}\n`)
    return 0
  }
  if (all.length === 0) session.note('Nothing was applied here yet.')
  for (const run of all) {
    const when = run.appliedAt.replace('T', ' ').slice(0, 16)
    session.out(
      `${run.id}  phase ${run.phase}  ${run.state.padEnd(11)}  ${when}  ${run.changes} changes, ${run.files.length} files\n`,
    )
  }
  return 0
}
