import { listRuns, type Run } from '@duckshift/codemods'
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
      `${run.id}  phase ${run.phase}  ${run.state.padEnd(11)}  ${when}  ${run.changes} changes, ${run.files.length} files${linesText(run.lines)}\n`,
    )
  }
  const counted = all.flatMap((run) => (run.state === 'applied' && run.lines ? [run.lines] : []))
  if (counted.length > 1) {
    const sum = (which: 'added' | 'removed') => counted.reduce((total, lines) => total + lines[which], 0)
    session.out(`applied runs in all${linesText({ added: sum('added'), removed: sum('removed') })}\n`)
  }
  return 0
}

function linesText(lines: Run['lines']): string {
  return lines ? `, +${lines.added} -${lines.removed} lines` : ''
}
