import { applyPlan, loadPlan } from '@duckshift/codemods'
import { progressBar } from '../progress.js'
import type { ExitCode, Session } from '../session.js'
import { assertClean } from './run.js'

/** Applies a stored plan byte for byte. */
export async function apply(
  session: Session,
  id: string,
  options: { readonly allowDirty?: boolean },
): Promise<ExitCode> {
  const plan = loadPlan(session.root, id)
  if (!options.allowDirty) assertClean(session.root)
  const { onProgress, stop } = progressBar(session.quiet)
  try {
    const run = applyPlan(session.root, plan, { onProgress })
    stop()
    if (session.json) session.out(`${JSON.stringify(run, null, 2)}\n`)
    else
      session.out(
        `Applied as run ${run.id}: ${run.files.length} files. Undo with: duckshift rollback ${run.id}\n`,
      )
    return 0
  } finally {
    stop()
  }
}
