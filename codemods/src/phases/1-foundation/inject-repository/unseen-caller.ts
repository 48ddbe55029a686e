import type { Class } from 'oxc-parser'
import { escapePattern } from '../../../edits/escape-pattern.js'
import type { Planning } from '../../../plan/planning.js'
import type { ClientValue } from '../../../survey/client-value.js'
import {
  enclosingClass,
  isClass,
  memberName,
  type Node,
  rootOf,
  unwrap,
  walk,
} from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'

/** A call of a parameter's function whose argument is none of the group's: its text, or undefined when all are known. */
export function unseenCaller(
  planning: Planning,
  file: SourceFile,
  value: ClientValue,
  group: readonly ClientValue[],
): string | undefined {
  if (value.kind !== 'parameter' && value.kind !== 'parameter-property') return undefined
  // Who hands in nothing has the default.
  const hasDefault = value.origin.type === 'accessor'
  let owner = value.declaration.parent
  while (owner && !('params' in owner)) owner = owner.parent
  if (!owner || !('params' in owner)) return hasDefault ? undefined : 'its function'
  const named = nameNode(owner as never)
  if (!named && hasDefault) return undefined
  if (!named) return file.textOf(owner).split('\n')[0]!.slice(0, 80)
  const known = new Set(
    group.flatMap((member) => member.escapes.map((escaping) => `${member.file}:${escaping.node.start}`)),
  )
  const index = (owner.params as readonly Node[]).findIndex(
    ({ start, end }) => start <= value.declaration.start && end >= value.declaration.end,
  )
  const position = Math.max(index, 0)
  let isCalled = false
  const made = constructedIn(owner as never)
  const remade = made && madeFromWithin(made)
  if (remade && !hasDefault) return `${file.path}: ${file.textOf(remade).split('\n')[0]!.slice(0, 80)}`
  const unknown = unknownCaller(
    planning,
    file,
    file.text.slice(named.start, file.identifierAt(named.start)?.end),
  )
  if (unknown) return unknown
  const names = [{ file: file.path, start: named.start }]
  for (const name of names)
    for (const place of planning.oracle.referencesTo(name.file, name.start)) {
      const source = planning.survey.project.source(place.file)
      if (!source) continue
      const extending = classExtending(source, place.start)
      // Whoever makes what extends a class calls the constructor that it has, or inherits.
      const inheriting = extending && !constructorIn(extending) && nameOfClass(extending)
      if (inheriting && !madeFromWithin(extending)) {
        const isNew = !names.some(({ file, start }) => file === place.file && start === inheriting.start)
        if (isNew) names.push({ file: place.file, start: inheriting.start })
        continue
      }
      if (made && isAskedOfClass(source, place.start)) continue
      const call = extending ? superCall(extending) : callAt(source, place.start)
      if (call === 'none') continue
      if (call === 'value' && hasDefault) continue
      if (call === 'value') return `${place.file}: ${source.text.slice(place.start, place.end)} is passed on`
      isCalled = true
      const argument = call.arguments[position] as Node | undefined
      if (!argument || (hasDefault && source.textOf(argument) === 'undefined')) continue
      if (!known.has(`${place.file}:${argument.start}`))
        return `${place.file}: ${source.textOf(call).split('\n')[0]!.slice(0, 80)}`
    }
  // What nobody here calls, others do: a framework, or whoever installs the package.
  return isCalled || hasDefault
    ? undefined
    : `nobody in this project calls ${file.textOf(owner).split('\n')[0]!.slice(0, 60)}`
}

function nameNode(owner: {
  id?: { start: number } | null
  parent?: {
    type: string
    key?: { start: number }
    kind?: string
    id?: { start: number }
    parent?: { parent?: { id?: { start: number } | null } }
  }
}): { start: number } | undefined {
  if (owner.id) return owner.id
  const parent = owner.parent
  if (parent?.type === 'MethodDefinition') {
    return parent.kind === 'constructor' ? (parent.parent?.parent?.id ?? undefined) : parent.key
  }
  return parent?.type === 'VariableDeclarator' ? parent.id : undefined
}

/** A file that names a function, and of which the type checker knows nothing: a test that no configuration includes. */
function unknownCaller({ survey, oracle }: Planning, { path }: SourceFile, name: string): string | undefined {
  const { project } = survey
  const above = [...project.graph.reverseClosure([path])].filter((other) => other !== path)
  const named = naming(name)
  // What a checker knows of a package may have to be found out first.
  const unknown = above.find((other) => named.test(project.text(other) ?? '') && !oracle.knows(other))
  return unknown && `${unknown}: ${name}`
}

function naming(name: string): RegExp {
  return new RegExp(`(?<![\\w$])${escapePattern(name)}(?![\\w$])`)
}

/** The class whose constructor a function is. */
function constructedIn({ parent }: Node): Class | undefined {
  const isConstructor = parent?.type === 'MethodDefinition' && parent.kind === 'constructor'
  return isConstructor ? enclosingClass(parent) : undefined
}

/** `new this(…)`, `new this.constructor(…)`: which class that makes, its name does not tell. */
function madeFromWithin(owner: Class): Node | undefined {
  let found: Node | undefined
  walk(owner.body, (node) => {
    if (node.type === 'NewExpression' && rootOf(unwrap(node.callee)).type === 'ThisExpression') {
      const callee = unwrap(node.callee)
      if (callee.type === 'ThisExpression' || memberName(callee) === 'constructor') found ??= node
    }
    return true
  })
  return found
}

/** `Store.open()`, `store instanceof Store`: nothing is made by that. */
function isAskedOfClass(file: SourceFile, offset: number): boolean {
  const identifier = file.identifierAt(offset)
  const parent = identifier?.parent
  if (parent?.type === 'BinaryExpression')
    return parent.operator === 'instanceof' && parent.right === identifier
  if (parent?.type !== 'MemberExpression' || parent.object !== identifier) return false
  const name = memberName(parent)
  return name !== undefined && !/^(call|apply|bind|prototype)$/.test(name)
}

/** The class that extends what an identifier at an offset names. */
function classExtending(file: SourceFile, offset: number): Class | undefined {
  const identifier = file.identifierAt(offset)
  const owner = identifier?.parent
  return isClass(owner) && owner.superClass === identifier ? owner : undefined
}

function constructorIn(owner: Class): Node | undefined {
  return owner.body.body.find((member) => member.type === 'MethodDefinition' && member.kind === 'constructor')
}

function nameOfClass(owner: Class): { readonly start: number } | undefined {
  if (owner.id) return owner.id
  return owner.parent?.type === 'VariableDeclarator' && owner.parent.id.type === 'Identifier'
    ? owner.parent.id
    : undefined
}

/** What a class hands to the constructor above its own. */
function superCall(owner: Class): Call | 'value' {
  let found: Call | undefined
  walk(owner.body, (node) => {
    if (isClass(node)) return false
    if (node.type === 'CallExpression' && node.callee.type === 'Super') found ??= node
    return true
  })
  return found ?? 'value'
}

type Call = { readonly arguments: readonly unknown[]; readonly start: number; readonly end: number }

/** The call whose callee ends in the identifier at an offset; `none` for imports, exports, types and declarations. */
function callAt(file: SourceFile, offset: number): Call | 'none' | 'value' {
  const identifier = file.identifierAt(offset)
  const parent = identifier?.parent
  if (!identifier || !parent) return 'none'
  if (/^(Import|Export|TS)/.test(parent.type)) return 'none'
  if (
    /^(FunctionDeclaration|FunctionExpression|ClassDeclaration|ClassExpression|MethodDefinition)$/.test(
      parent.type,
    )
  )
    return 'none'
  if (parent.type === 'VariableDeclarator' && parent.id === identifier) return 'none'
  const callee = parent.type === 'MemberExpression' && parent.property === identifier ? parent : identifier
  const call = callee.parent
  if ((call?.type === 'CallExpression' || call?.type === 'NewExpression') && call.callee === callee)
    return call as unknown as Call
  return 'value'
}
