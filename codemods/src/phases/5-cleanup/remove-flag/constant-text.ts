import { importedBinding } from '../../../survey/imported-binding.js'
import { keyName, memberName, type Node, stringValue, unwrap } from '../../../survey/nodes.js'
import type { Project } from '../../../survey/project.js'
import type { SourceFile } from '../../../survey/source-file.js'

/** The text of a literal, a constant, or a member of a constant object or enum, imported ones included. */
export function constantText(project: Project, file: SourceFile, node: Node, depth = 0): string | undefined {
  const bare = unwrap(node)
  const text = stringValue(bare)
  if (text !== undefined || depth > 4) return text
  if (bare.type === 'Identifier') {
    const found = declarationOf(project, file, bare)
    const init = found?.node.type === 'VariableDeclarator' ? (found.node.init as Node | null) : undefined
    return init && isConst(found!.node) ? constantText(project, found!.file, init, depth + 1) : undefined
  }
  const name = memberName(bare)
  if (bare.type !== 'MemberExpression' || name === undefined) return undefined
  const owner = unwrap(bare.object)
  const found = owner.type === 'Identifier' ? declarationOf(project, file, owner) : undefined
  if (found?.node.type === 'TSEnumDeclaration') {
    const member = found.node.body.members.find((one) => keyName(one.id as Node) === name)
    return stringValue(member?.initializer as Node | undefined)
  }
  const init = found?.node.type === 'VariableDeclarator' && isConst(found.node) ? found.node.init : undefined
  const object = init && unwrap(init as Node)
  if (object?.type !== 'ObjectExpression') return undefined
  for (const property of object.properties)
    if (property.type === 'Property' && keyName(property.key) === name)
      return constantText(project, found!.file, property.value, depth + 1)
  return undefined
}

function isConst(declarator: Node): boolean {
  return declarator.parent?.type === 'VariableDeclaration' && declarator.parent.kind === 'const'
}

function declarationOf(
  project: Project,
  file: SourceFile,
  identifier: Node,
): { readonly file: SourceFile; readonly node: Node } | undefined {
  const binding = file.scopes.resolve(identifier)
  if (!binding) return undefined
  const imported = importedBinding(project, file, binding)
  if (!imported) return { file, node: binding.declaration }
  const declared = imported.target && project.declarationOf(imported.target, imported.imported)
  const source = declared && project.source(declared.file)
  return source && declared.export.kind === 'local' ? { file: source, node: declared.export.node } : undefined
}
