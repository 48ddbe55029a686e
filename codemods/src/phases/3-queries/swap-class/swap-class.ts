import { DuckshiftError } from '../../../duckshift-error.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import { isClass } from '../../../survey/nodes.js'
import { type Declared, exchangeImports } from '../../exchange.js'

const codemod = 'swap-class'

/** Puts one class in another's place, in every file where that type-checks: see `swaps` in the configuration. */
export function swapClass(planning: Planning): Proposals {
  const proposals: Proposals = { candidates: [], refusals: [] }
  for (const swap of planning.config.swaps ?? []) {
    const from = classAt(planning, swap.from)
    const to = classAt(planning, swap.to)
    const found = exchangeImports(planning, {
      codemod,
      from,
      to,
      reason: `${to.name} takes the place of ${from.name}.`,
      inTests: false,
    })
    proposals.candidates.push(...found.candidates)
    proposals.refusals.push(...found.refusals)
  }
  return proposals
}

/** The exported class that `path#Name` names. Throws DuckshiftError (`bad-config`). */
function classAt(planning: Planning, text: string): Declared {
  const [path = '', name = ''] = text.split('#')
  const declared = planning.survey.project.declarationOf(path, name)
  if (declared?.export.kind !== 'local' || !isClass(declared.export.node)) {
    throw new DuckshiftError(`"swaps" names ${text}, and no exported class is there.`, {
      code: 'bad-config',
      exitCode: 2,
      help: 'Write it as "src/path/of/file.ts#ClassName".',
    })
  }
  const { node } = declared.export
  return { file: declared.file, name: node.id?.name ?? name, node }
}
