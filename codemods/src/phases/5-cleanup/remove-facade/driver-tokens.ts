import type { TextEdit } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { Range } from '../../../plan/proposal.js'
import { importersThrough } from '../../../survey/importers-through.js'
import { keyName, type Node, walk } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { Facade } from '../../1-foundation/facade-accessor/facade-accessor.js'
import { tokenDeclaration } from './closing-injections.js'

/** Tokens that hand out accessors which nobody asks for: they would keep the accessors. */
export function unusedTokens(
  planning: Planning,
  group: readonly Facade[],
  home: SourceFile,
): { readonly edits: TextEdit[]; readonly removed: Range[] } {
  const { project } = planning.survey
  const importers = [...importersThrough(project, home.path)]
  const names = group.flatMap(({ driver }) => driver?.accessorToken ?? [])
  const unused = names.filter((name) => !importers.some((path) => project.text(path)?.includes(name)))
  const edits: TextEdit[] = []
  const removed: Range[] = []
  const gone = new Set<string>()
  for (const name of new Set(unused)) {
    const declared = tokenDeclaration(home, name)
    if (!declared) continue
    edits.push(declared.edit)
    removed.push(declared.removed)
    gone.add(name)
  }
  const listed = exportList(home)
  if (listed && gone.size > 0) {
    const left = listed.properties.filter((property) => !gone.has(nameOf(property as Node) ?? ''))
    const texts = left.map((property) => home.textOf(property as Node))
    edits.push({ start: listed.start, end: listed.end, text: `{ ${texts.join(', ')} }` })
  }
  return { edits, removed }
}

function exportList(file: SourceFile): Extract<Node, { type: 'ObjectExpression' }> | undefined {
  let found: Extract<Node, { type: 'ObjectExpression' }> | undefined
  walk(file.program, (node) => {
    if (node.type !== 'AssignmentExpression' || file.textOf(node.left) !== 'module.exports') return true
    if (node.right.type === 'ObjectExpression') found = node.right
    return false
  })
  return found
}

function nameOf(property: Node): string | undefined {
  return property.type === 'Property' ? keyName(property.key) : undefined
}
