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
  `\\bproxyquire|node_modules[/\\\\]+duckdb|\\besmock|['"\`](\\w+ )?duckdb(-async)?(/[^'"\`\n]*)?['"\`]|\\b(${[...unsupported].join('|')})\\b`,
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
  /** What finds a package by its folder, or by a name that is worked out: it has to be installed. */
  readonly byPath: readonly { readonly place: Place; readonly name: OldPackage }[]
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
  const byPath: { place: Place; name: OldPackage }[] = []
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
    if (node.type === 'TemplateElement') byPath.push(...foldersIn(file, node, node.value.raw))
    const text = textOf(node)
    if (node.type === 'Literal' && text !== undefined) byPath.push(...foldersIn(file, node, text))
    if (text === undefined || specifiers.some((found) => found.node === node)) return true
    const name = oldPackages.find((candidate) => candidate === text)
    if (name && isLoaded(file, node)) specifiers.push({ node, name, written: 'string' })
    else if (name && !known.has(node) && isListed(file, node)) elsewhere.push(file.place(node))
    else if (name && isSought(file, node)) byPath.push({ place: file.place(node), name })
    else if (oldPackages.some((candidate) => text.startsWith(`${candidate}/`)) && isLoaded(file, node)) {
      insides.push(file.place(node))
    }
    return true
  })
  specifiers.push(...inJsdoc(file))
  return { specifiers, insides, externals: externals?.edits ?? [], elsewhere, unsupportedCalls, byPath }
}

/** `@param {import('duckdb').Database} db`: in JavaScript that is a type. */
function inJsdoc(file: SourceFile): Specifier[] {
  if (file.typed) return []
  return file.comments.flatMap((comment) =>
    file.text.startsWith('/**', comment.start)
      ? [...file.textOf(comment).matchAll(/\bimport\(\s*(['"])(duckdb(?:-async)?)\1\s*\)/g)].map((found) => {
          const start = comment.start + found.index + found[0].indexOf(found[1]!)
          const node = { start, end: start + found[2]!.length + 2 } as Node
          return { node, name: found[2] as OldPackage, written: 'string' as const }
        })
      : [],
  )
}

const folder = /\bnode_modules[/\\]+(duckdb(?:-async)?)(?![\w-])/g

/** The old packages whose folders a text names: `node_modules/duckdb/lib`. */
export function foldersNamed(text: string): { readonly name: OldPackage; readonly start: number }[] {
  return [...text.matchAll(folder)].map(({ index, 1: name }) => ({ name: name as OldPackage, start: index }))
}

function foldersIn(file: SourceFile, node: Node, text: string): { place: Place; name: OldPackage }[] {
  return foldersNamed(text).map(({ name }) => ({ place: file.place(node), name }))
}

/** `join(root, 'node_modules', 'duckdb')`, `import.meta.resolve('duckdb')`, `const driver = 'duckdb'; require(driver)` */
function isSought(file: SourceFile, literal: Node): boolean {
  const { parent } = literal
  if (parent?.type === 'CallExpression') {
    const index = parent.arguments.indexOf(literal as never)
    const before = parent.arguments[index - 1] as Node | undefined
    return (
      /node_modules[/\\]*$/.test((before && textOf(before)) ?? '') ||
      (index === 0 && /require|import|load|resolve/i.test(file.textOf(parent.callee)))
    )
  }
  if (parent?.type !== 'VariableDeclarator' || parent.init !== literal || parent.id.type !== 'Identifier')
    return false
  const references = file.scopes.lookup(parent.id as Node, parent.id.name)?.references ?? []
  return references.some(({ parent: use }) => {
    if (use?.type === 'ImportExpression') return true
    return use?.type === 'CallExpression' && /require|import|load|resolve/i.test(file.textOf(use.callee))
  })
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
