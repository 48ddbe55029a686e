import type { RehearsalCheck } from '../rehearse/rehearse.js'
import { syntaxProblem } from '../survey/source-file.js'
import type { PlacedDiagnostic } from './settle.js'

/** What no type checker of the project looks at must still parse. */
export function unparsable(
  files: ReadonlyMap<string, string | null>,
  check: RehearsalCheck,
): PlacedDiagnostic[] {
  return [...files].flatMap(([file, text]) => {
    if (text === null) return []
    if (check.knew(file)) return []
    const problem = syntaxProblem(file, text)
    return problem === undefined
      ? []
      : [{ file, line: 1, column: 1, code: 1005, message: problem, start: 0, end: text.length }]
  })
}
