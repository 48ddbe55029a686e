import type { Accessor, TextEdit } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { ImportNeed, Proposal } from '../../../plan/proposal.js'
import type { ClientValue } from '../../../survey/client-value.js'
import { requiredImport } from '../../../survey/exports.js'
import { importedBinding } from '../../../survey/imported-binding.js'
import { memberName, type Node, unwrap } from '../../../survey/nodes.js'
import { isAssigned } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { isReassigned } from '../facade-accessor/database-text.js'
import type { Facade } from '../facade-accessor/facade-accessor.js'
import { label } from '../facade-accessor/facade-files.js'
import { sendsSql } from './sends-sql.js'

const runtime = '@duckshift/runtime'

/**
 * Takes the accessor from the container instead of importing it: the connection, its type and everything done with it
 * stay. For code that works with the driver itself: prepared statements, appenders, streams, sessions.
 */
export function injectAccessor(
  planning: Planning,
  facade: Facade,
  token: string,
  file: SourceFile,
  value: ClientValue,
): Proposal | undefined {
  if (value.origin.type !== 'accessor') return undefined
  const { accessor: id, reference, dynamicImport } = value.origin
  const accessor = planning.survey.accessors.find((candidate) => candidate.id === id) ?? facade.accessor
  const named = namedBy(accessor, reference)
  if (!named || isWritten(named)) return undefined
  // It comes dynamically in a form that is not followed: a static import would load what is not to be loaded.
  if (!dynamicImport && isFromElsewhere(planning, facade, file, reference)) return undefined
  const edits: TextEdit[] = []
  const imports: ImportNeed[] = []
  const isRead = isReassigned(planning, facade.accessor) ? '()' : ''
  if (dynamicImport) {
    if (dynamicImport.type !== 'VariableDeclarator') {
      const inline = dynamicTokens(planning, facade, file, dynamicImport, token)
      edits.push({ start: named.start, end: named.end, text: inline + isRead })
    } else {
      const edit = dynamicDeclaration(planning, facade, file, dynamicImport, token)
      if (!edit) return undefined
      edits.push(edit, { start: named.start, end: named.end, text: `inject(${token})${isRead}` })
    }
  } else {
    const [inject, own] = [localName(file, 'inject'), localName(file, token)]
    const shorthand = shorthandOf(named)
    edits.push({ start: named.start, end: named.end, text: `${shorthand}${inject}(${own})${isRead}` })
    imports.push(
      need({ package: runtime }, 'inject', inject),
      need({ file: facade.databaseModule }, token, own),
    )
  }
  return {
    codemod: 'inject-repository',
    reason: `${label(accessor)} is injected and can be replaced in a container; what is done with it stays, on the database that the runtime opens.`,
    keepsSql: sendsSql(file, value),
    files: [
      {
        path: file.path,
        edits,
        imports,
        removedReferences: edits.filter((edit) => edit.end > edit.start),
      },
    ],
  }
}

/** True for a name that neither an import, a `require` nor the accessor's own module explains. */
function isFromElsewhere(planning: Planning, facade: Facade, file: SourceFile, reference: Node): boolean {
  if (file.path === facade.accessor.module) return false
  let root = reference
  while (root.type === 'MemberExpression') root = unwrap(root.object)
  const binding = root.type === 'Identifier' ? file.scopes.resolve(root) : undefined
  if (!binding || importedBinding(planning.survey.project, file, binding)) return false
  return /\bimport\(/.test(file.text)
}

/** The accessor's name at a usage, and what stands there when it is injected. */
export function injectedName(
  planning: Planning,
  facade: Facade,
  value: ClientValue,
  token: string,
): TextEdit | undefined {
  if (value.origin.type !== 'accessor') return undefined
  const { accessor: id, reference } = value.origin
  const accessor = planning.survey.accessors.find((candidate) => candidate.id === id) ?? facade.accessor
  const named = namedBy(accessor, reference)
  if (!named || isWritten(named)) return undefined
  const isRead = isReassigned(planning, facade.accessor) ? '()' : ''
  return { start: named.start, end: named.end, text: `${shorthandOf(named)}inject(${token})${isRead}` }
}

/** The expression that names the accessor: `getConnection`, `db.getConnection`, `Manager.getInstance`. */
function namedBy(accessor: Accessor, reference: Node): Node | undefined {
  const parent = reference.parent
  const outer =
    parent?.type === 'MemberExpression' &&
    parent.object === reference &&
    memberName(parent) === accessor.export
      ? parent
      : reference
  // What takes arguments is called on its class as before.
  if (!accessor.member || accessor.kind === 'helper' || accessor.kind === 'scoped') return outer
  const member = outer.parent
  return member?.type === 'MemberExpression' && unwrap(member.object) === outer ? member : undefined
}

function isWritten(node: Node): boolean {
  const parent = node.parent
  return (
    isAssigned(node) ||
    parent?.type === 'UpdateExpression' ||
    /^(Export|Import)/.test(parent?.type ?? '') ||
    /^TS(TypeQuery|TypeReference|QualifiedName)$/.test(parent?.type ?? '')
  )
}

function shorthandOf(node: Node): string {
  const parent = node.parent
  const isShorthand = parent?.type === 'Property' && parent.shorthand && node.type === 'Identifier'
  return isShorthand ? `${node.name}: ` : ''
}

/** A name for an import that nothing in the file means something else by. */
export function localName(file: SourceFile, name: string): string {
  const known = file.scopes.topLevel(name)
  const required = known && known.kind !== 'import' ? requiredImport(known.declaration, name) : undefined
  const isImported = known?.kind === 'import' && known.declaration.parent?.type === 'ImportDeclaration'
  const from =
    known?.declaration.parent?.type === 'ImportDeclaration'
      ? known.declaration.parent.source.value
      : required?.from
  const isOurs = (isImported || required?.imported === name) && (name !== 'inject' || from === runtime)
  const isTaken = (candidate: string) => file.scopes.declares(candidate)
  if (!isTaken(name) || isOurs) return name
  const capital = name[0]!.toUpperCase() + name.slice(1)
  return isTaken(`duck${capital}`) ? `duckshift${capital}` : `duck${capital}`
}

function need(target: ImportNeed['target'], name: string, alias: string): ImportNeed {
  return { target, name, ...(alias !== name && { alias }) }
}

/** `const { getConnection } = await import('./db')` brings the token instead: the import stays dynamic. */
function dynamicDeclaration(
  planning: Planning,
  facade: Facade,
  file: SourceFile,
  declarator: Node,
  token: string,
): TextEdit | undefined {
  const isOne =
    declarator.type === 'VariableDeclarator' &&
    declarator.id.type === 'ObjectPattern' &&
    declarator.id.properties.length === 1
  return isOne
    ? dynamicTokenImports(planning, file, declarator, [{ name: token, module: facade.databaseModule }])
    : undefined
}

/** Dynamic imports of tokens in the place of one that brought what they hand out; `kept`: names that still come by it. */
export function dynamicTokenImports(
  planning: Planning,
  file: SourceFile,
  declarator: Node & { readonly type: 'VariableDeclarator' },
  tokens: readonly { readonly name: string; readonly module: string }[],
  kept: readonly string[] = [],
): TextEdit | undefined {
  const imported = /import\(\s*(['"`])([^'"`]+)\1\s*\)/.exec(file.textOf(declarator))
  const statement = declarator.parent
  if (!imported || !declarator.init) return undefined
  if (statement?.type !== 'VariableDeclaration' || statement.declarations.length > 1) return undefined
  if (['inject', ...tokens.map(({ name }) => name)].some((name) => file.scopes.declares(name)))
    return undefined
  const quote = imported[1]!
  const indent = file.indentationAt(statement as never)
  const eol = file.text.includes('\r\n') ? '\r\n' : '\n'
  const end = file.text[statement.end - 1] === ';' ? ';' : ''
  const from = (specifier: string) => `await import(${quote}${specifier}${quote})`
  const modules = [...new Set(tokens.map(({ module }) => module))]
  const declared = [
    ...(kept.length > 0 ? [`{ ${kept.join(', ')} } = ${file.textOf(declarator.init)}`] : []),
    `{ inject } = ${from(runtime)}`,
    ...modules.map((module) => {
      const names = tokens.filter((token) => token.module === module).map(({ name }) => name)
      return `{ ${names.join(', ')} } = ${from(planning.specifier(file.path, module))}`
    }),
  ]
  return {
    start: declarator.start,
    end: declarator.end,
    text: declared.join(`${end}${eol}${indent}${statement.kind} `),
  }
}

function dynamicTokens(
  planning: Planning,
  facade: Facade,
  file: SourceFile,
  node: Node,
  token: string,
): string {
  const quote = /['"`]/.exec(file.textOf(node))?.[0] ?? "'"
  const specifier = planning.specifier(file.path, facade.databaseModule)
  return `(await import(${quote}${runtime}${quote})).inject((await import(${quote}${specifier}${quote})).${token})`
}
