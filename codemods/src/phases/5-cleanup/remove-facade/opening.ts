import type { Planning } from '../../../plan/planning.js'
import type { ImportNeed } from '../../../plan/proposal.js'
import { importedBinding } from '../../../survey/imported-binding.js'
import {
  enclosingClass,
  enclosingFunction,
  isClass,
  keyName,
  memberName,
  type Node,
  stringValue,
  unwrap,
  walk,
} from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { Facade } from '../../1-foundation/facade-accessor/facade-accessor.js'
import { mayRunAgain, runs, statementsAround } from './around-opening.js'

/** How the legacy client opens its database, as text that stands in the token's module. */
export interface Opening {
  readonly path: string
  /** The driver's settings, where any are given. */
  readonly config?: string
  /** Statements that the client runs on its connection before anybody's. */
  readonly statements: readonly string[]
  readonly imports: readonly ImportNeed[]
  /** Declarations that the token's module takes over from the one that opened the database. */
  readonly declarations?: readonly string[]
}

/** Reads the opening out of the client's class; undefined when it cannot be told. `more`: what it does more. */
export function openingOf(
  planning: Planning,
  facade: Facade,
): Opening | { readonly more: string } | undefined {
  const client = facade.accessor.client
  const file = client && planning.survey.project.source(client.module)
  const call = file && openingCall(file)
  if (!client || !file || !call || call.type !== 'CallExpression') return undefined
  const reader = new ArgumentReader(planning, file, client.name)
  const [path, config, ...more] = call.arguments as Node[]
  if (more.length > 0) return undefined
  const pathText = path ? reader.text(path, file) : "':memory:'"
  const configText = config && reader.text(config, file)
  const own = statementsAtOpening(file, facade)
  const around = statementsAround(planning, facade)
  if ('more' in around) return around
  if (pathText === undefined || (config && configText === undefined) || !own) return undefined
  return {
    path: pathText,
    ...(configText !== undefined && { config: configText }),
    statements: [...new Set([...own, ...around.statements])],
    imports: reader.imports,
  }
}

function openingCall(file: SourceFile): Node | undefined {
  let found: Node | undefined
  walk(file.program, (node) => {
    if (node.type === 'CallExpression' && file.textOf(node.callee) === 'openInstance') found ??= node
    return true
  })
  return found
}

/** Follows an argument from the client's constructor to where the client is made. */
class ArgumentReader {
  readonly imports: ImportNeed[] = []
  readonly #planning: Planning
  readonly #client: SourceFile
  readonly #className: string

  constructor(planning: Planning, client: SourceFile, className: string) {
    this.#planning = planning
    this.#client = client
    this.#className = className
  }

  text(expression: Node, file: SourceFile, depth = 0): string | undefined {
    const node = unwrap(expression)
    if (depth > 8) return undefined
    if (node.type === 'MemberExpression' && unwrap(node.object).type === 'ThisExpression')
      return this.#fieldText(node, memberName(node), depth)
    if (node.type === 'Identifier') {
      const declaration = file.scopes.resolve(node)?.declaration
      const own = declaration && enclosingFunction(declaration)
      if (own?.params.some((parameter) => parameter === (declaration as unknown)))
        return this.#argumentText(own as Node, declaration as Node, depth)
    }
    return this.#standsAlone(node, file) ? file.textOf(node) : undefined
  }

  /** What a field holds: its initialiser, or what the constructor is given for it. */
  #fieldText(node: Node, name: string | undefined, depth: number): string | undefined {
    const owner = enclosingClass(node)
    if (!owner || !isClass(owner) || name === undefined) return undefined
    for (const member of owner.body.body) {
      if (member.type === 'PropertyDefinition' && keyName(member.key) === name && member.value)
        return this.text(member.value as Node, this.#client, depth + 1)
      if (member.type !== 'MethodDefinition' || member.kind !== 'constructor') continue
      for (const parameter of member.value.params as Node[])
        if (parameter.type === 'TSParameterProperty' && parameterName(parameter) === name)
          return this.#argumentText(member.value as Node, parameter, depth)
      let assigned: Node | undefined
      walk(member.value as Node, (inner) => {
        if (inner.type !== 'AssignmentExpression' || inner.left.type !== 'MemberExpression') return true
        const isOwn = unwrap(inner.left.object).type === 'ThisExpression' && memberName(inner.left) === name
        if (isOwn) assigned ??= inner.right
        return true
      })
      if (assigned) return this.text(assigned, this.#client, depth + 1)
    }
    return undefined
  }

  /** The argument that every construction gives for a parameter, or the parameter's default. */
  #argumentText(owner: Node, parameter: Node, depth: number): string | undefined {
    const { params } = owner as unknown as { params: Node[] }
    const index = params.indexOf(parameter)
    if (index < 0 || owner.parent?.type !== 'MethodDefinition' || owner.parent.kind !== 'constructor')
      return undefined
    const inner = parameter.type === 'TSParameterProperty' ? (parameter.parameter as Node) : parameter
    const texts = new Set<string | undefined>()
    for (const { file, call } of this.#creations()) {
      const argument = (call as unknown as { arguments: Node[] }).arguments[index]
      if (argument) texts.add(this.text(argument, file, depth + 1))
      else
        texts.add(
          inner.type === 'AssignmentPattern' ? this.text(inner.right, this.#client, depth + 1) : undefined,
        )
    }
    const [only, ...others] = texts
    return others.length === 0 ? only : undefined
  }

  *#creations(): Iterable<{ readonly file: SourceFile; readonly call: Node }> {
    const { project } = this.#planning.survey
    for (const path of [this.#client.path, ...project.graph.importersOf(this.#client.path)]) {
      const file = project.text(path)?.includes(this.#className) ? project.source(path) : undefined
      if (!file) continue
      const calls: Node[] = []
      walk(file.program, (node) => {
        if (node.type === 'NewExpression' && file.textOf(node.callee) === this.#className) calls.push(node)
        return true
      })
      for (const call of calls) yield { file, call }
    }
  }

  /** True for an expression whose names are imports, which then are noted, or global. */
  #standsAlone(node: Node, file: SourceFile): boolean {
    const needs: ImportNeed[] = []
    let alone = true
    walk(node, (inner) => {
      if (/^(ThisExpression|AwaitExpression|YieldExpression|Super)$/.test(inner.type)) alone = false
      if (inner.type !== 'Identifier') return true
      const binding = file.scopes.resolve(inner)
      if (!binding) return true
      const imported = importedBinding(this.#planning.survey.project, file, binding)
      if (!imported || imported.imported === '*' || imported.imported === 'default' || imported.dynamic)
        alone = false
      else {
        needs.push({
          target: imported.target ? { file: imported.target } : { package: imported.specifier },
          name: imported.imported,
          ...(binding.name !== imported.imported && { alias: binding.name }),
        })
      }
      return true
    })
    if (alone) this.imports.push(...needs)
    return alone
  }
}

function parameterName(parameter: Node): string | undefined {
  if (parameter.type !== 'TSParameterProperty') return undefined
  const inner = parameter.parameter as Node
  const left = inner.type === 'AssignmentPattern' ? inner.left : inner
  return left.type === 'Identifier' ? left.name : undefined
}

/** Texts of SQL that private methods run with nothing of a caller's; undefined when one of them is not constant. */
function statementsAtOpening(file: SourceFile, { profile }: Facade): string[] | undefined {
  const declaration = file.scopes.topLevel(profile.className)?.declaration
  if (!declaration || !isClass(declaration)) return undefined
  const texts: string[] = []
  let isKnown = true
  for (const member of declaration.body.body) {
    if (member.type !== 'MethodDefinition') continue
    const method = profile.methods.get(keyName(member.key) ?? '')
    if (method && method.result !== 'other') continue
    walk(member.value as Node, (node) => {
      if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return true
      if (!runs.test(memberName(node.callee) ?? '')) return true
      const argument = node.arguments[0] as Node | undefined
      if (!mayRunAgain(stringValue(argument))) isKnown = false
      else texts.push(file.textOf(argument!))
      return true
    })
  }
  return isKnown ? texts : undefined
}
