import type { RehearsalCheck } from '../rehearse/rehearse.js'
import { isCode } from '../survey/project-files.js'
import { syntaxProblem } from '../survey/source-file.js'
import type { PlacedDiagnostic } from './settle.js'

/** What no type checker of the project looks at, and a package.json, must still parse. */
export function unparsable(
  files: ReadonlyMap<string, string | null>,
  check: RehearsalCheck,
): PlacedDiagnostic[] {
  return [...files].flatMap(([file, text]) => {
    if (text === null) return []
    const isManifest = /(^|\/)package\.json$/.test(file)
    if (!isManifest && (!isCode(file) || check.knew(file))) return []
    const problem = isManifest ? jsonProblem(text) : syntaxProblem(file, text)
    return problem === undefined
      ? []
      : [{ file, line: 1, column: 1, code: 1005, message: problem, start: 0, end: text.length }]
  })
}

function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''))
    return undefined
  } catch (error) {
    return (error as SyntaxError).message
  }
}
