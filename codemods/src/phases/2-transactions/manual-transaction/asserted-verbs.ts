import type { Planning } from '../../../plan/planning.js'
import { isTestFile } from '../../../survey/project-files.js'

const known = new WeakMap<Planning, readonly string[]>()
const quotedVerb = /['"`/^]\s*(?:BEGIN|START\s+TRANSACTION|COMMIT|ROLLBACK)\b/i
const looksAtCalls = /\b(?:mock|spy|stub|fake)|toHaveBeenCalled|\b(?:last|first)?[cC]alled|\b[cC]alls\b/

/** A test that runs this code, sees what the client is asked, and names what opens or ends a transaction: the client is asked that no longer. */
export function testAssertingVerbs(planning: Planning, path: string): string | undefined {
  const { project } = planning.survey
  const tests =
    known.get(planning) ??
    project.files.filter((file) => {
      const text = isTestFile(file) ? (project.text(file) ?? '') : ''
      return quotedVerb.test(text) && looksAtCalls.test(text)
    })
  known.set(planning, tests)
  return tests.find((test) => project.graph.reaches(test, path))
}
