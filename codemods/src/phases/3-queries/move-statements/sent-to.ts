import { classesBelow, type SenderCall } from '../../../access/local-functions.js'
import { escapePattern } from '../../../edits/escape-pattern.js'
import { memberDeclared } from '../../../survey/class-members.js'
import { isReplacedByTests } from '../../../survey/given-clients.js'
import {
  enclosingClass,
  hasMember,
  isPrivateMember,
  isWithin,
  keyName,
  type Node,
  unwrap,
} from '../../../survey/nodes.js'
import type { Project } from '../../../survey/project.js'
import { isTarget } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { classMember, ownReferences } from '../../../survey/this-owner.js'

/** The database that a function sends its statements to. */
export interface SentTo {
  /** What holds it there: `inject(database)`, `this.db`. */
  readonly object: Node
  /** The name of the token, where it is injected. */
  readonly token?: Node
  /** True where others may give another one than the injected: statements are sent to that. */
  readonly isGiven: boolean
}

/** False for what callers may give, or somebody may fill anew: `db = inject(database)` of a parameter. */
export function isAlwaysInjected(project: Project, file: SourceFile, object: Node): boolean {
  const node = unwrap(object)
  if (node.type === 'CallExpression') return true
  if (node.type === 'Identifier') {
    const declared = file.scopes.resolve(node)?.declaration
    const isConstant =
      declared?.type === 'VariableDeclarator' &&
      declared.parent?.type === 'VariableDeclaration' &&
      declared.parent.kind === 'const'
    return isConstant && declared.init !== null && isAlwaysInjected(project, file, declared.init as Node)
  }
  const own = classMember(file, node)
  const field = own?.owner.body.body.find(
    (member) => member.type === 'PropertyDefinition' && keyName(member.key) === own.name,
  )
  if (!own || field?.type !== 'PropertyDefinition' || field.static || !field.value) return false
  const { name } = own
  const filled = new RegExp(`\\.\\s*${escapePattern(name)}\\s*(\\?\\?|\\|\\|)?=[^=>]`)
  const users = name.startsWith('#') ? [file.path] : [...project.graph.reverseClosure([file.path])]
  return (
    !users.some((path) => filled.test(project.text(path) ?? '')) &&
    (name.startsWith('#') || !isReplacedByTests(project, file.path, name)) &&
    !classesBelow(project, file, own.owner).some((below) => hasMember(below.owner, name))
  )
}

/** True for a parameter, or a field that its constructor alone fills: it is the same wherever it is named. */
export function isSteadilyGiven(file: SourceFile, object: Node): boolean {
  const node = unwrap(object)
  if (node.type === 'Identifier') {
    const binding = file.scopes.resolve(node)
    return binding?.kind === 'parameter' && !binding.references.some((reference) => isTarget(reference))
  }
  const own = classMember(file, node)
  if (!own) return false
  const { owner, name } = own
  const making = owner.body.body.find(
    (member) => member.type === 'MethodDefinition' && member.kind === 'constructor',
  )
  const declared = memberDeclared(owner, name) as Declared | undefined
  const isKept =
    name.startsWith('#') ||
    (declared !== undefined && (declared.readonly === true || declared.accessibility === 'private'))
  return (
    isKept &&
    ownReferences(file, owner, name).every(
      (reference) => !isTarget(reference) || (making !== undefined && isWithin(reference, making)),
    )
  )
}

/** True where what a function sends to can be named at a call of it, and is the same there. */
export function isNamedAt(file: SourceFile, object: Node, { file: home, call }: SenderCall): boolean {
  const node = unwrap(object)
  if (node.type === 'Identifier') {
    const binding = file.scopes.resolve(node)
    return home === file && file.scopes.lookup(call as Node, node.name) === binding
  }
  const own = classMember(file, node)
  if (!own) return false
  const declared = memberDeclared(own.owner, own.name)
  const isHidden = declared ? isPrivateMember(declared, own.name) : own.name.startsWith('#')
  return enclosingClass(call as Node) === own.owner || !isHidden
}

interface Declared {
  readonly readonly?: boolean
  readonly accessibility?: string | null
}
