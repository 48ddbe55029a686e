import { statementRemoval } from '../../../edits/statement-removal.js'
import type { TextEdit } from '../../../model.js'
import { reserved } from '../../../sql/method-name.js'
import type { ClientValue } from '../../../survey/client-value.js'
import {
  enclosingClass,
  enclosingFunction,
  isClass,
  isWithin,
  keyName,
  type Node,
  unwrap,
  walk,
} from '../../../survey/nodes.js'
import type { Binding } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'

export interface Holder {
  /** Name of the variable or field. */
  readonly name: string
  /** What is injected: a repository class or the database token. */
  readonly injected: string
}

/** A name that nothing in the file means something else by. */
export function holderName(
  file: SourceFile,
  value: ClientValue,
  wanted: string,
  isRepository: boolean,
): string {
  if (value.kind === 'field' || value.kind === 'parameter-property') {
    const owner = enclosingClass(value.declaration)
    const members = new Set(
      owner && isClass(owner)
        ? owner.body.body.flatMap((member) => ('key' in member ? (keyName(member.key) ?? []) : []))
        : [],
    )
    if (!isRepository && value.name && !value.name.startsWith('#')) return value.name
    members.delete(value.name ?? '')
    const base = wanted === 'database' && !members.has('db') ? 'db' : wanted
    return free(base, (name) => members.has(name), isRepository)
  }
  if (!isRepository && value.name) return value.name
  // A table may be called what no variable can be, `import` or `case`, or what every file has: `process`.
  if (reserved.has(wanted) || asksGlobal(file, wanted))
    return holderName(file, value, `${wanted}Repository`, isRepository)
  const taken = (name: string) => (name === value.name ? [] : bindingsNamed(file, name))
  const home = enclosingFunction(value.declaration) ?? (file.program as Node)
  const isInTheWay = ({ scope }: Binding) => isWithin(scope, home) || isWithin(home, scope)
  // Other functions may call something else by the short name: then it would only confuse.
  const isSomethingElse = (binding: Binding) => isInTheWay(binding) || !isInjected(file, binding)
  if (!taken(wanted).some(isSomethingElse)) return wanted
  return free(wanted, (name) => name === wanted || taken(name).some(isInTheWay), isRepository)
}

/** True where a name that nothing in the file declares is asked for something: `process.env`. */
function asksGlobal(file: SourceFile, name: string): boolean {
  if (file.scopes.declares(name) || !new RegExp(`\\b${name}\\s*[?!]?[.([]`).test(file.text)) return false
  let found = false
  walk(file.program, (node) => {
    const asked =
      node.type === 'MemberExpression'
        ? unwrap(node.object)
        : /^(Call|New)Expression$/.test(node.type)
          ? unwrap((node as { callee: Node }).callee)
          : undefined
    if (asked?.type === 'Identifier' && asked.name === name) found = true
    return !found
  })
  return found
}

function bindingsNamed(file: SourceFile, name: string): Binding[] {
  return file.scopes.declares(name)
    ? [...file.scopes.bindings()].filter((binding) => binding.name === name)
    : []
}

function isInjected(file: SourceFile, { declaration }: Binding): boolean {
  return (
    declaration.type === 'VariableDeclarator' &&
    declaration.init !== null &&
    /^(inject|repositoryOn)\(|^new \w+Repository\(/.test(file.textOf(declaration.init as Node))
  )
}

/** The field of the value's class that holds an injected class already. */
export function existingHolder(file: SourceFile, value: ClientValue, className: string): string | undefined {
  if (value.kind !== 'field') return undefined
  const owner = enclosingClass(value.declaration)
  if (!owner || !isClass(owner)) return undefined
  for (const member of owner.body.body) {
    if (member.type !== 'PropertyDefinition' || !member.value) continue
    if (file.textOf(member.value) === `inject(${className})`) return keyName(member.key)
  }
  return undefined
}

function free(wanted: string, isTaken: (name: string) => boolean, isRepository: boolean): string {
  if (!isTaken(wanted)) return wanted
  const second = isRepository ? `${wanted}Repository` : `${wanted}Connection`
  if (!isTaken(second)) return second
  let number = 2
  while (isTaken(`${second}${number}`)) number += 1
  return `${second}${number}`
}

/** Edits that make the declaration hold what is injected; undefined when its form is not one that can be rewritten. */
export function holderEdits(
  file: SourceFile,
  value: ClientValue,
  holders: readonly Holder[],
  keep: boolean,
): { readonly edits: TextEdit[]; readonly importsItself?: boolean } | undefined {
  const { declaration } = value
  const eol = file.text.includes('\r\n') ? '\r\n' : '\n'
  switch (value.kind) {
    case 'inline':
      return { edits: [] }
    case 'variable': {
      const statement = declaration.parent
      if (declaration.type !== 'VariableDeclarator' || statement?.type !== 'VariableDeclaration')
        return undefined
      if (statement.kind === 'var' || statement.declarations.length > 1) return undefined
      if (file.scopes.topLevel(value.name!)?.declaration === declaration)
        return { edits: [statementRemoval(file, statement)] }
      const indent = file.indentationAt(statement as never)
      const end = file.text[statement.end - 1] === ';' ? ';' : ''
      const [first, ...rest] = holders.map(({ name, injected }) => `${name} = inject(${injected})`)
      const more = rest.map((text) => `${end}${eol}${indent}${statement.kind} ${text}`).join('')
      return { edits: [{ start: declaration.start, end: declaration.end, text: first! + more }] }
    }
    case 'field':
      return fieldEdits(file, value, holders, keep, eol)
    case 'parameter-property': {
      if (declaration.type !== 'TSParameterProperty' || holders.length !== 1) return undefined
      const head = file.text.slice(declaration.start, declaration.parameter.start)
      const { name, injected } = holders[0]!
      const readonly = declaration.readonly || keep ? '' : 'readonly '
      return {
        edits: [
          {
            start: declaration.start,
            end: declaration.end,
            text: `${head}${readonly}${name} = inject(${injected})`,
          },
        ],
      }
    }
    case 'parameter': {
      if (declaration.type !== 'AssignmentPattern' || holders.length !== 1) return undefined
      const { name, injected } = holders[0]!
      return {
        edits: [{ start: declaration.start, end: declaration.end, text: `${name} = inject(${injected})` }],
      }
    }
    default:
      return undefined
  }
}

function fieldEdits(
  file: SourceFile,
  value: ClientValue,
  holders: readonly Holder[],
  keep: boolean,
  eol: string,
): { readonly edits: TextEdit[] } | undefined {
  const property = value.declaration
  if (property.type !== 'PropertyDefinition' || property.static || property.decorators.length > 0)
    return undefined
  const isPrivateName = value.name?.startsWith('#')
  const modifiers = [
    ...(isPrivateName || !file.typed ? [] : [property.accessibility ?? 'private']),
    ...(file.typed ? ['readonly'] : []),
  ]
  const end = file.text[property.end - 1] === ';' ? ';' : ''
  const indent = file.indentationAt(property as never)
  const lines = holders.map(
    ({ name, injected }) => `${[...modifiers, name].join(' ')} = inject(${injected})${end}`,
  )
  const text = lines.join(eol + indent)
  if (keep) return { edits: [{ start: property.start, end: property.start, text: text + eol + indent }] }
  const edits: TextEdit[] = [{ start: property.start, end: property.end, text }]
  if (!property.value && value.origin.type === 'accessor') {
    // Declared here, filled in the constructor: the filling goes with the declaration.
    let statement = value.origin.expression.parent
    while (statement && statement.type !== 'ExpressionStatement') statement = statement.parent
    if (!statement) return undefined
    edits.push(statementRemoval(file, statement as never))
  }
  return { edits }
}
