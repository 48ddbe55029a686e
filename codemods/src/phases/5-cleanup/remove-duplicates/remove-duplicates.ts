import { DuckshiftError } from '../../../duckshift-error.js'
import { type Duplicate, findDuplicates, type Implementation } from '../../../duplicates/find-duplicates.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import { functionOf } from '../../../survey/exports.js'
import { isClass } from '../../../survey/nodes.js'
import { type Declared, exchangeImports } from '../../exchange.js'

const codemod = 'remove-duplicates'

/**
 * Of two implementations of one thing that the configuration names, one takes the place of the other, tests included;
 * what nobody uses then is taken out by remove-dead-code. Pairs that are found are proposed, with both sides.
 */
export function removeDuplicates(planning: Planning): Proposals {
  const proposals: Proposals = { candidates: [], refusals: [] }
  const decided = new Set<string>()
  for (const pair of planning.config.duplicates ?? []) {
    const keep = declaredAt(planning, pair.keep)
    const remove = declaredAt(planning, pair.remove)
    if (!keep) throw unknownSide(pair.keep)
    // A pair that is done stays in the configuration.
    if (!remove) continue
    decided.add(`${remove.file}#${remove.name}`)
    const found = exchangeImports(planning, {
      codemod,
      from: remove,
      to: keep,
      reason: `${keep.name} of ${keep.file} takes the place of ${remove.name} of ${remove.file}.`,
      inTests: true,
    })
    proposals.candidates.push(...found.candidates)
    proposals.refusals.push(...found.refusals)
  }
  for (const duplicate of findDuplicates(planning.survey.project)) {
    const { one, other } = duplicate
    if ([one, other].some(({ file, name }) => decided.has(`${file}#${name}`))) continue
    if (!planning.inScope(one.file) && !planning.inScope(other.file)) continue
    proposals.refusals.push({
      usage: `${codemod}:${other.file}#${other.name}`,
      codemod,
      id: 'duplicate',
      place: other.place,
      detail: bothSides(duplicate),
    })
  }
  return proposals
}

const longestSide = 30

function bothSides({ one, other, because }: Duplicate): string {
  const side = ({ file, name, place, text }: Implementation) => {
    const lines = text.split(/\r?\n/)
    const cut =
      lines.length > longestSide
        ? [...lines.slice(0, longestSide), `… ${lines.length - longestSide} more lines`]
        : lines
    return [`${name}, ${file}:${place.line}`, ...cut.map((line) => `  ${line}`)].join('\n')
  }
  return [because, side(one), side(other)].join('\n')
}

/** The exported class, function or constant that `path#name` names. */
function declaredAt(planning: Planning, text: string): Declared | undefined {
  const [path = '', name = ''] = text.split('#')
  const declared = planning.survey.project.declarationOf(path, name)
  const node = declared?.export.kind === 'local' ? declared.export.node : undefined
  const isKnown =
    node && (isClass(node) || functionOf(node) !== undefined || node.type === 'VariableDeclarator')
  if (!declared || !isKnown) return undefined
  const own = 'id' in node && node.id && 'name' in node.id ? String(node.id.name) : name
  return { file: declared.file, name: own, node }
}

function unknownSide(text: string): DuckshiftError {
  return new DuckshiftError(`"duplicates" keeps ${text}, and nothing of that name is exported there.`, {
    code: 'bad-config',
    exitCode: 2,
    help: 'Write each side as "src/path/of/file.ts#name".',
  })
}
