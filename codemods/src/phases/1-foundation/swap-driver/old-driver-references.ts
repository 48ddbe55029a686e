import type { Place, TextEdit } from '../../../model.js'
import { neoDriver } from '../../../survey/driver-openings.js'
import { mockedSpecifier, stubs } from '../../../survey/module-mocks.js'
import { keyName, memberName, type Node, unwrap, walk } from '../../../survey/nodes.js'
import { isTestFile } from '../../../survey/project-files.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { isConfiguration, swapExternals } from '../bundler-externals.js'

/** The deprecated packages, and the modules that take their place. */
export const replacements = {
  duckdb: '@duckshift/runtime/compat/duckdb',
  'duckdb-async': '@duckshift/runtime/compat/duckdb-async',
} as const

export type OldPackage = keyof typeof replacements

export const oldPackages = Object.keys(replacements) as OldPackage[]

/** Calls that the current driver has no counterpart for. */
const unsupported = new Set([
  'register_buffer',
  'unregister_buffer',
  'register_udf_bulk',
  'register_bulk',
  'registerReplacementScan',
])

const mention = new RegExp(
  `\\bproxyquire|\\besmock|['"\`](\\w+ )?duckdb(-async)?(/[^'"\`\n]*)?['"\`]|\\b(${[...unsupported].join('|')})\\b`,
)

/** From the text alone: a superset of the files worth reading. */
export function mentionsOldDriver(text: string): boolean {
  return mention.test(text)
}

export interface Specifier {
  readonly node: Node
  readonly name: OldPackage
  /** A string with its quotes, or the name of an entry, with or without a value of its own: `{ duckdb: stub }`, `{ duckdb }`. */
  readonly written: 'string' | 'key' | 'shorthand'
}

export interface OldDriverReferences {
  /** What names a package to load, import or mock. */
  readonly specifiers: readonly Specifier[]
  /** A file of the package: `duckdb/lib/duckdb.js`. */
  readonly insides: readonly Place[]
  /** What puts the current driver into a bundler's lists of what it leaves alone. */
  readonly externals: readonly TextEdit[]
  /** Listed for something that may load it. */
  readonly elsewhere: readonly Place[]
  readonly unsupportedCalls: readonly { readonly place: Place; readonly name: string }[]
}

export interface ReadingOptions {
  /** False leaves lists of a bundler as they are, and tells of them. */
  readonly mayEdit: boolean
  /** True where the driver can be loaded from the project's own files although only the runtime depends on it. */
  readonly isFlat: boolean
}

/** Where a file names the old packages, and what it does with them that cannot go on. */
export function oldDriverReferences(
  file: SourceFile,
  { mayEdit, isFlat }: ReadingOptions,
): OldDriverReferences {
  const externals = mayEdit ? swapExternals(file, oldPackages, isFlat) : undefined
  const specifiers: Specifier[] = []
  const insides: Place[] = []
  const elsewhere: Place[] = (externals?.left ?? []).map((name) => file.place(name))
  const known = new Set([...(externals?.settled ?? []), ...(externals?.left ?? [])])
  const unsupportedCalls: { place: Place; name: string }[] = []
  walk(file.program, (node) => {
    if (node.type === 'MemberExpression') {
      const name = memberName(node)
      if (name !== undefined && unsupported.has(name))
        unsupportedCalls.push({ place: file.place(node), name })
      return true
    }
    if (node.type === 'CallExpression') {
      specifiers.push(...stubbed(node))
      return true
    }
    const text = textOf(node)
    if (text === undefined || specifiers.some((found) => found.node === node)) return true
    const name = oldPackages.find((candidate) => candidate === text)
    if (name && isLoaded(file, node)) specifiers.push({ node, name, written: 'string' })
    else if (name && !known.has(node) && isListed(file, node)) elsewhere.push(file.place(node))
    else if (oldPackages.some((candidate) => text.startsWith(`${candidate}/`)) && isLoaded(file, node)) {
      insides.push(file.place(node))
    }
    return true
  })
  return { specifiers, insides, externals: externals?.edits ?? [], elsewhere, unsupportedCalls }
}

/** `proxyquire('./subject', { duckdb: stub })` */
function stubbed(call: Node): Specifier[] {
  return stubs(call).flatMap(({ specifier, property: { key, shorthand } }) => {
    const name = oldPackages.find((candidate) => candidate === specifier)
    const isName = key.type === 'Identifier'
    return name ? [{ node: key, name, written: shorthand ? 'shorthand' : isName ? 'key' : 'string' }] : []
  })
}

function textOf(node: Node): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? undefined
  return undefined
}

/**
 * In a configuration, or in a list that is named like one of packages: `external: ['duckdb']`. A text that is compared,
 * shown or run by itself names another thing, and so does one beside which the current driver is named.
 */
function isListed(file: SourceFile, literal: Node): boolean {
  const list = literal.parent?.type === 'ArrayExpression' ? literal.parent : undefined
  if (list?.elements.some((element) => element && textOf(element as Node) === neoDriver)) return false
  if (isConfiguration(file.path)) return true
  return list !== undefined && !isTestFile(file.path) && isOfPackages(list)
}

function isOfPackages({ parent }: Node): boolean {
  const named =
    parent?.type === 'Property' ? parent.key : parent?.type === 'VariableDeclarator' ? parent.id : undefined
  const name = named && keyName(named as Node)
  return name !== undefined && /extern|exclu|package|module|depend|deps|native|bundl|transpile/i.test(name)
}

/** Imported, exported from, required, or replaced by a test. */
function isLoaded(file: SourceFile, literal: Node): boolean {
  const { parent } = literal
  switch (parent?.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
      return parent.source === literal
    case 'TSExternalModuleReference':
    case 'TSImportType':
      return true
    case 'TSLiteralType':
      return parent.parent?.type === 'TSImportType'
    case 'TSModuleDeclaration':
      return parent.id === literal
    case 'CallExpression':
      return (
        parent.arguments[0] === literal &&
        (isLoader(file, unwrap(parent.callee)) || mockedSpecifier(parent) !== undefined)
      )
  }
  return false
}

const mockers =
  /^(mock|doMock|unmock|dontMock|unstable_mockModule|importActual|importMock|requireActual|requireMock)$/

function isLoader(file: SourceFile, callee: Node): boolean {
  if (callee.type === 'Identifier') return callee.name === 'require' && isGlobal(file, callee)
  if (callee.type !== 'MemberExpression') return false
  const object = unwrap(callee.object)
  const name = memberName(callee) ?? ''
  if (object.type !== 'Identifier') return false
  return object.name === 'require' ? name === 'resolve' && isGlobal(file, object) : mockers.test(name)
}

/** `const require = createRequire(import.meta.url)` is as good as the global one. */
function isGlobal(file: SourceFile, identifier: Node): boolean {
  const declaration = file.scopes.resolve(identifier)?.declaration
  if (!declaration) return true
  if (declaration.type !== 'VariableDeclarator' || !declaration.init) return false
  const init = unwrap(declaration.init as Node)
  return init.type === 'CallExpression' && /(^|\.)createRequire$/.test(file.textOf(init.callee))
}
