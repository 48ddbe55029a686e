import type { TextEdit } from '../../../model.js'
import { unwrap } from '../../../survey/nodes.js'
import type { Project } from '../../../survey/project.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { errorClass } from '../errors/error-class.js'
import { causeEdits, isCleaned } from '../typed-errors/error-cause.js'
import type { RetryForm } from './retry-form.js'

/**
 * The error that a retry ends with gets the last one that was caught as its cause: it is thrown in a `catch` from then
 * on, like those that `typed-errors` ties. Undefined where there is none.
 */
export function endingCause(
  project: Project,
  file: SourceFile,
  { ending, lastError }: RetryForm,
): { readonly lastError: string; readonly edits: readonly TextEdit[] } | undefined {
  const name = lastError ?? 'error'
  const isTaken = lastError === undefined && ending.some((node) => /\berror\b/.test(file.textOf(node)))
  if (isTaken || ending.some((node) => isCleaned(file, node))) return undefined
  const edits = ending.flatMap((node) => {
    const made = node.type === 'ThrowStatement' ? unwrap(node.argument as never) : undefined
    if (made?.type !== 'NewExpression' || /\bcause\b/.test(file.textOf(made))) return []
    const kind = errorClass(project, file, made.callee)
    return (kind && causeEdits(file, made, kind, name)) ?? []
  })
  return edits.length > 0 ? { lastError: name, edits } : undefined
}
