import type { Planning } from '../../../plan/planning.js'
import { importedBinding } from '../../../survey/imported-binding.js'
import { type AnyFunction, memberName, type Node, unwrap } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'

export interface CallSite {
  readonly file: SourceFile
  readonly call: Node
  readonly values: readonly (Node | undefined)[]
}

/** Every call of a function from outside of it; undefined where it is passed on as a value, so that nobody can tell. */
export function callsOf(planning: Planning, file: SourceFile, owner: AnyFunction): CallSite[] | undefined {
  const name = nameNode(owner)
  if (!name) return undefined
  const calls: CallSite[] = []
  for (const place of planning.oracle.referencesTo(file.path, name.start)) {
    const source = planning.survey.project.source(place.file)
    const node = source?.identifierAt(place.start)
    if (!source || !node) return undefined
    if (source === file && node.start >= owner.start && node.end <= owner.end) continue
    if (node.start === name.start && source === file) continue
    if (/^(Import|Export)\w*Specifier$/.test(node.parent?.type ?? '')) continue
    const callee = node.parent?.type === 'MemberExpression' && memberName(node.parent) ? node.parent : node
    const call = callee.parent
    if (call?.type !== 'CallExpression' || unwrap(call.callee) !== callee) return undefined
    const values = call.arguments as Node[]
    if (values.some((value) => value.type === 'SpreadElement')) return undefined
    calls.push({ file: source, call, values })
  }
  return calls
}

/** The calls of a function where they are all there are: nobody reaches it by a name that is worked out. */
export function allCallsOf(planning: Planning, file: SourceFile, owner: AnyFunction): CallSite[] | undefined {
  return isHandedOutWhole(planning, file) ? undefined : callsOf(planning, file, owner)
}

/** True where a module that imports this one uses it as a value: `reads[name]()`, `Object.values(reads)`. */
function isHandedOutWhole({ survey: { project } }: Planning, { path }: SourceFile): boolean {
  return project.graph.importersOf(path).some((importer) => {
    const source = project.source(importer)
    if (!source) return false
    const whole = [...source.scopes.bindings()].filter((binding) => {
      const imported = importedBinding(project, source, binding)
      return imported?.target === path && /^(\*|default)$/.test(imported.imported)
    })
    return whole.some(({ references }) => references.some((reference) => isTakenWhole(reference)))
  })
}

function isTakenWhole(reference: Node): boolean {
  const { parent } = reference
  if (parent?.type === 'MemberExpression' && parent.object === reference)
    return memberName(parent) === undefined
  return !isCalled(reference) && !/^(Import|Export)\w*Specifier$/.test(parent?.type ?? '')
}

function isCalled(node: Node): boolean {
  return node.parent?.type === 'CallExpression' && unwrap(node.parent.callee) === node
}

/** The name by which others call it. That of a function expression is known to itself alone. */
function nameNode(owner: AnyFunction): Node | undefined {
  if (owner.type === 'FunctionDeclaration') return (owner.id as Node | null) ?? undefined
  const { parent } = owner
  if (parent?.type === 'VariableDeclarator') return parent.id as Node
  if (parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition') return parent.key as Node
  return undefined
}
