import { escapePattern } from '../../../edits/escape-pattern.js'
import type { Planning } from '../../../plan/planning.js'
import { baseClass } from '../../../survey/callee-function.js'
import { argumentFor, callersOf, functionOfParameter } from '../../../survey/callers.js'
import type { ClientValue } from '../../../survey/client-value.js'
import { clientId } from '../../../survey/held.js'
import {
  enclosingClass,
  isClass,
  isNothing,
  keyName,
  memberName,
  type Node,
  unwrap,
} from '../../../survey/nodes.js'
import type { Project } from '../../../survey/project.js'
import { isTestFile } from '../../../survey/project-files.js'
import { assignedTo } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { ownerOfThis, ownMember, type ThisOwner } from '../../../survey/this-owner.js'
import type { ValueFlow } from '../../../survey/value-flow.js'
import type { Facade } from '../facade-accessor/facade-accessor.js'

/**
 * True where the client can only be the one behind the facade's database: the code takes it itself, by whatever
 * function, or whoever hands it in has no other. Nobody else makes one, nothing that is only like it comes there, and
 * no test puts its own in the place.
 */
export function isOnlyClient(planning: Planning, facade: Facade, value: ClientValue): boolean {
  const { origin, file } = value
  const { client, kind } = facade.accessor
  if (origin.type !== 'annotation' || origin.isLikeClient || !client || facade.driver) return false
  if (kind === 'constructor' || origin.client !== clientId(client)) return false
  const { project, accessors } = planning.survey
  const isOther = (accessor: (typeof accessors)[number]) =>
    accessor.id !== facade.accessor.id &&
    !accessor.wraps &&
    accessor.client?.module === client.module &&
    accessor.client.name === client.name
  if (accessors.some(isOther)) return false
  if (origin.given === 'taken') return true
  if ([...project.graph.reverseClosure([file])].some(isTestFile)) return false
  const named = escapePattern(client.name)
  const makes = new RegExp(`\\bnew\\s+(?:[\\w$]+\\.)*${named}\\b`, 'g')
  // Under another name, or above another class, it may be made without being named.
  const hides = new RegExp(
    `\\b${named}(?:\\s+as\\b|\\s*:\\s*[\\w$]+\\s*[,}]|\\.(?:call|bind|apply|prototype)\\b)|\\bextends\\s+(?:[\\w$]+\\.)*${named}\\b`,
  )
  const source = project.source(file)
  if (!source || !(isNominal(planning, facade) || new Handed(planning, value).isClient(source))) return false
  let made = 0
  for (const path of project.graph.reverseClosure([client.module, facade.accessor.module])) {
    const text = isTestFile(path) ? '' : (project.text(path) ?? '')
    if (hides.test(text)) return false
    made += text.match(makes)?.length ?? 0
  }
  return made === 1
}

/** True for a class of TypeScript that nothing else can stand in for: it keeps something to itself. */
function isNominal({ survey: { project } }: Planning, { accessor: { client } }: Facade): boolean {
  const file = client && project.source(client.module)
  const declaration = file?.typed ? file.scopes.topLevel(client!.name)?.declaration : undefined
  if (!isClass(declaration)) return false
  return declaration.body.body.some((member) =>
    member.type === 'MethodDefinition' && member.kind === 'constructor'
      ? (member.value.params as Node[]).some(
          (parameter) => 'accessibility' in parameter && parameter.accessibility === 'private',
        )
      : 'key' in member &&
        (member.key.type === 'PrivateIdentifier' ||
          ('accessibility' in member && member.accessibility === 'private')),
  )
}

/** Follows what a place is handed back to who hands it in, by the syntax alone. */
class Handed {
  readonly #project: Project
  readonly #flow: ValueFlow
  readonly #value: ClientValue
  readonly #client: string
  readonly #seen = new Set<unknown>()

  constructor({ survey }: Planning, value: ClientValue) {
    this.#project = survey.project
    this.#flow = survey.flow
    this.#value = value
    this.#client = value.origin.type === 'annotation' ? value.origin.client : ''
  }

  isClient(file: SourceFile): boolean {
    const { kind, declaration, name } = this.#value
    // What a method finds in `this.db` may be something else that another one puts there.
    const isKept = (this.#value.derived ?? []).every(({ by, declaration: place }) => {
      const owner = by === 'alias' && place.type === 'MemberExpression' ? ownerOfThis(file, place) : undefined
      return !owner || this.#isField(file, owner, memberName(place) ?? '')
    })
    if (kind === 'parameter') return isKept && this.#isParameter(file, declaration)
    if (kind !== 'field' && kind !== 'parameter-property') return false
    const owner = isClass(declaration) ? declaration : enclosingClass(declaration)
    return owner !== undefined && name !== undefined && this.#isField(file, owner, name)
  }

  #isParameter(file: SourceFile, parameter: Node): boolean {
    if (this.#seen.has(parameter)) return true
    this.#seen.add(parameter)
    const fn = functionOfParameter(parameter)
    const given =
      fn && (fn.params as Node[]).find(({ start, end }) => start <= parameter.start && end >= parameter.end)
    const pattern = given?.type === 'TSParameterProperty' ? (given.parameter as Node) : given
    const hasDefault = pattern?.type === 'AssignmentPattern'
    if (!fn || !given || (hasDefault ? pattern.left : pattern)?.type !== 'Identifier') return false
    if (hasDefault && !this.#holdsClient(file, pattern.right)) return false
    const callers = callersOf(this.#project, file, fn)
    return (
      callers?.every((caller) => {
        const argument = argumentFor(caller, fn, given)
        if (!argument)
          return hasDefault && caller.call.arguments.every(({ type }) => type !== 'SpreadElement')
        return this.#holdsClient(caller.file, argument)
      }) ?? false
    )
  }

  #isField(file: SourceFile, owner: ThisOwner, name: string): boolean {
    const key = `${file.path}:${owner.start}.${name}`
    if (this.#seen.has(key)) return true
    this.#seen.add(key)
    if (this.#isFilledOutside(file, name)) return false
    const filled: boolean[] = []
    for (const member of isClass(owner) ? owner.body.body : []) {
      if (member.type === 'PropertyDefinition' && keyName(member.key) === name && member.value)
        filled.push(isNothing(member.value as Node) || this.#holdsClient(file, member.value as Node))
      if (member.type !== 'MethodDefinition' || member.kind !== 'constructor') continue
      for (const parameter of member.value.params as Node[])
        if (parameter.type === 'TSParameterProperty' && nameOfParameter(parameter) === name)
          filled.push(this.#isParameter(file, parameter))
    }
    for (const { left, right } of file.scopes.memberAssignments) {
      const target = unwrap(left as Node)
      const isOwn =
        target.type === 'MemberExpression' &&
        memberName(target) === name &&
        unwrap(target.object).type === 'ThisExpression' &&
        ownerOfThis(file, target) === owner
      if (isOwn) filled.push(isNothing(right) || this.#holdsClient(file, right))
    }
    if (filled.includes(false)) return false
    if (!isClass(owner)) return filled.length > 0
    const above = owner.superClass ? baseClass(this.#project, file, owner) : undefined
    if (above && isClass(above.node)) return this.#isField(above.file, above.node, name)
    return owner.superClass ? filled.length > 0 : true
  }

  /** `repo.db = …` somewhere else. */
  #isFilledOutside(file: SourceFile, name: string): boolean {
    return [...this.#project.graph.reverseClosure([file.path])].some((path) => {
      const text = this.#project.text(path) ?? ''
      const source = text.includes(name) ? this.#project.source(path) : undefined
      return source?.scopes.memberAssignments.some(({ left }) => {
        const target = unwrap(left as Node)
        if (target.type !== 'MemberExpression' || memberName(target) !== name) return false
        return unwrap(target.object).type !== 'ThisExpression'
      })
    })
  }

  #holdsClient(file: SourceFile, expression: Node): boolean {
    const held = this.#flow.valueOf(file, expression)
    if (held?.what !== 'client' || clientId(held.client) !== this.#client) return false
    let bare = unwrap(expression)
    while (bare.type === 'AwaitExpression') bare = unwrap(bare.argument)
    if (bare.type === 'CallExpression') return !held.given || held.injected === true
    const own = ownMember(file, bare)
    if (own) return this.#isField(file, own.owner, own.name)
    const binding = bare.type === 'Identifier' ? file.scopes.resolve(bare) : undefined
    if (binding?.kind === 'parameter') return this.#isParameter(file, binding.declaration)
    if (binding?.kind !== 'variable' || binding.declaration.type !== 'VariableDeclarator')
      return binding?.kind === 'import' && !held.given
    const { id, init } = binding.declaration
    const filled = [init, ...assignedTo(binding)].filter((each) => each && !isNothing(each))
    return (
      id.type === 'Identifier' &&
      filled.length > 0 &&
      filled.every((each) => this.#holdsClient(file, each as Node))
    )
  }
}

function nameOfParameter({ parameter }: { readonly parameter: unknown }): string | undefined {
  const pattern = parameter as Node
  const target = pattern.type === 'AssignmentPattern' ? pattern.left : pattern
  return target.type === 'Identifier' ? target.name : undefined
}
