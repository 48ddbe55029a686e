import { syntaxProblem } from '../survey/source-file.js'
import type { Oracle } from '../symbols/oracle.js'
import type { PlacedDiagnostic } from './settle.js'

/** What no type checker of the project looks at must still parse. */
export function unparsable(files: ReadonlyMap<string, string | null>, oracle: Oracle): PlacedDiagnostic[] {
  return [...files].flatMap(([file, text]) => {
    if (text === null) return []
    if (oracle.knows(file)) return []
    const problem = syntaxProblem(file, text)
    return problem === undefined
      ? []
      : [{ file, line: 1, column: 1, code: 1005, message: problem, start: 0, end: text.length }]
  })
}
