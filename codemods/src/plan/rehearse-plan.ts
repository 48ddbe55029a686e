import type { Config } from '../config/config.js'
import type { OnProgress, Plan, Rehearsal } from '../model.js'
import { RehearsalCheck } from '../rehearse/rehearse.js'
import { isCode } from '../survey/project-files.js'
import { surveyProject } from '../survey/survey-project.js'
import { openOracle } from '../symbols/open-oracle.js'
import { textsAfter } from './join-plans.js'
import { unparsable } from './unparsable.js'

/** The type check of a plan whose texts were changed after its own. Throws DuckshiftError as `planPhase` does. */
export function rehearsePlan(
  {
    root,
    config,
    onProgress,
  }: { readonly root: string; readonly config: Config; readonly onProgress?: OnProgress },
  plan: Plan,
): Rehearsal {
  const { project } = surveyProject(root, config, onProgress, true)
  const after = textsAfter(root, plan)
  const affected = project.graph.reverseClosure(after.keys())
  const oracle = openOracle({
    root: project.root,
    tsconfig: config.tsconfig,
    concerns: new Set([...after.keys(), ...affected]),
  })
  try {
    onProgress?.({ stage: 'rehearse', done: 0, total: after.size })
    const sources = new Map([...after].filter(([path]) => isCode(path)))
    const check = new RehearsalCheck(oracle)
    const newDiagnostics = [...check.newDiagnostics(sources, affected), ...unparsable(after, check)]
    const { configurationProblems: problems, checker } = oracle
    return {
      ...plan.rehearsal,
      outcome: problems.length > 0 ? 'not-verified' : 'checked',
      ...(problems.length > 0 && { reason: problems.join(' ') }),
      checker,
      checkedFiles: check.checkedFiles,
      diagnosticsBefore: check.diagnosticsBefore,
      newDiagnostics: newDiagnostics.map(({ file, line, column, code, message }) => ({
        file,
        line,
        column,
        code,
        message,
      })),
    }
  } finally {
    oracle.close()
  }
}
