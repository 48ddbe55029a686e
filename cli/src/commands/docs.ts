import { applyPlan, documentGenerators, planPhase } from '@duckshift/codemods'
import { progressBar } from '../progress.js'
import type { ExitCode, Session } from '../session.js'
import { assertClean } from './run.js'

export interface DocsOptions {
  /** Writes nothing; exit code 1 when a document is not what the code says. */
  readonly check?: boolean
  readonly allowDirty?: boolean
}

/** Writes the documents that are generated from the code, or says which are out of date. */
export async function docs(session: Session, options: DocsOptions = {}): Promise<ExitCode> {
  const { root, config } = session
  if (!options.check && !options.allowDirty) assertClean(root)
  const { onProgress, stop } = progressBar(session.quiet)
  const plan = await planPhase({ root, config, phase: 6, only: documentGenerators, onProgress }).finally(stop)
  const files = plan.files.map(({ path, kind }) => ({ path, kind }))
  const edited = plan.refusals.map(({ place, message, help }) => ({ path: place.file, message, help }))
  const isWritten = !options.check && files.length > 0
  const run = isWritten ? applyPlan(root, plan, { onProgress }) : undefined
  if (session.json) {
    session.out(`${JSON.stringify({ version: 1, files, edited, ...(run && { run: run.id }) }, null, 2)}\n`)
  } else {
    for (const { path, kind } of files)
      session.out(`${options.check ? 'outdated' : kind === 'create' ? 'created' : 'updated'}  ${path}\n`)
    for (const { path, message, help } of edited) session.out(`left alone  ${path}: ${message} ${help}\n`)
    if (files.length + edited.length === 0) session.out('Every generated document is current.\n')
  }
  if (run) session.note(`Undo with: duckshift rollback ${run.id}`)
  if (options.check && files.length > 0) session.note('Write them with: duckshift docs')
  return edited.length > 0 || (options.check && files.length > 0) ? 1 : 0
}
