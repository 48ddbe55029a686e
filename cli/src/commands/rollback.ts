import { rollbackRun } from '@duckshift/codemods'
import type { ExitCode, Session } from '../session.js'

/** Restores every byte that a run changed. */
export async function rollback(session: Session, id: string): Promise<ExitCode> {
  const run = rollbackRun(session.root, id)
  if (session.json) session.out(`${JSON.stringify(run, null, 2)}\n`)
  else session.out(`Run ${run.id} was rolled back: ${run.files.length} files are as they were.\n`)
  return 0
}
