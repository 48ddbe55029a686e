import { listEdits } from '../../edits/list-edits.js'
import type { TextEdit } from '../../model.js'
import { neoDriver } from '../../survey/driver-openings.js'
import { keyName, memberName, type Node, unwrap, walk } from '../../survey/nodes.js'
import type { SourceFile } from '../../survey/source-file.js'

const bindings = '@duckdb/node-bindings'
const runtime = '@duckshift/runtime'
/** Bundlers that compare what is imported, letter by letter, do not take a package's name for what is in it. */
const runtimeImports = '/^@duckshift\\/runtime(\\/|$)/'

const listsOfNext = /^server(Components)?ExternalPackages$/

export interface ExternalsEdits {
  readonly edits: TextEdit[]
  /** The names that the edits replace, or that may stay beside the new ones. */
  readonly settled: ReadonlySet<Node>
  /** Names in a form that no edit is known for. */
  readonly left: readonly Node[]
}

/**
 * Puts the current driver, and the runtime that imports it, where lists of what a bundler leaves alone name the old
 * packages. `isFlat`: the driver can be loaded from the project's own files although only the runtime depends on it.
 */
export function swapExternals(file: SourceFile, old: readonly string[], isFlat: boolean): ExternalsEdits {
  const edits: TextEdit[] = []
  const settled = new Set<Node>()
  const left: Node[] = []
  walk(file.program, (node) => {
    const list = listOf(file, node)
    if (!list) return true
    const named = list.elements.filter((element) => old.includes(nameIn(list, element) ?? ''))
    if (named.length === 0) return true
    if (list.form === 'object' && !isFlat) {
      left.push(...named)
      return true
    }
    const [first, ...others] = named as [Node, ...Node[]]
    const missing = missingIn(file, list, first)
    if (!missing) left.push(...named)
    else {
      const gone = new Set(missing.length > 0 ? others : named)
      if (missing.length > 0) edits.push(...replaced(file, list, first, missing))
      edits.push(...listEdits(file.text, list.elements, { gone, added: [] }))
      for (const element of named) settled.add(keyOf(element))
    }
    return true
  })
  return { edits, settled, left: left.map(keyOf) }
}

/** Puts the runtime beside the driver where Next is told to leave the driver alone: it finds out itself what to deploy. */
export function runtimeBesideDriver(file: SourceFile): TextEdit[] {
  const edits: TextEdit[] = []
  walk(file.program, (node) => {
    const list = listOf(file, node)
    if (!list || !listsOfNext.test(list.name)) return true
    const names = list.elements.map((element) => nameIn(list, element))
    const last = list.elements.findLast((_, index) => names[index]?.startsWith('@duckdb/'))
    if (!last || !names.includes(neoDriver) || names.includes(runtime)) return true
    edits.push(...addedBehind(file, list, last, [quotedLike(file, last, runtime)]))
    return true
  })
  return edits
}

/** The first text where the element was, the others behind it: a comment at the end of its line stays there. */
function replaced(
  file: SourceFile,
  list: ExternalsList,
  element: Node,
  texts: readonly string[],
): TextEdit[] {
  const [text = '', ...others] = texts
  const { start, end } = element
  const [added] = others.length > 0 ? addedBehind(file, list, element, others) : []
  if (added?.start === end) return [{ start, end, text: text + added.text }]
  return [{ start, end, text }, ...(added ? [added] : [])]
}

function addedBehind(file: SourceFile, { elements }: ExternalsList, element: Node, added: readonly string[]) {
  const upTo = elements.slice(0, elements.indexOf(element) + 1)
  return listEdits(file.text, upTo, { gone: new Set(), added })
}

interface ExternalsList {
  readonly name: string
  readonly form: 'packages' | 'imports' | 'object'
  readonly elements: readonly Node[]
}

/** `external: ['a']`, `config.externals.push('a')`, `externals: { a: 'commonjs a' }` */
function listOf(file: SourceFile, node: Node): ExternalsList | undefined {
  const elements = elementsOf(node)
  if (!elements) return undefined
  const owner = ownerOf(node)
  const form = owner && formOf(file, owner)
  if (!form) return undefined
  if (node.type !== 'ObjectExpression') return { name: owner.name, form, elements }
  return form === 'imports' ? { name: owner.name, form: 'object', elements } : undefined
}

function elementsOf(node: Node): Node[] | undefined {
  if (node.type === 'ArrayExpression') return node.elements.filter((element) => element !== null) as Node[]
  if (node.type === 'ObjectExpression') return node.properties as Node[]
  return node.type === 'CallExpression' && isAdding(node) ? (node.arguments as Node[]) : undefined
}

function isAdding(call: Node): boolean {
  const callee = call.type === 'CallExpression' ? unwrap(call.callee) : undefined
  return callee?.type === 'MemberExpression' && /^(push|unshift|concat)$/.test(memberName(callee) ?? '')
}

interface Owner {
  readonly name: string
  /** The name of what it is a setting of: `optimizeDeps: { exclude: … }`. */
  readonly above: string | undefined
}

/** What a list is the value of, or becomes part of. */
function ownerOf(list: Node): Owner | undefined {
  if (list.type === 'CallExpression') return addedTo(list)
  for (let child = list, { parent } = list; parent; child = parent, { parent } = parent) {
    switch (parent.type) {
      case 'ArrayExpression':
      case 'SpreadElement':
      case 'ParenthesizedExpression':
      case 'LogicalExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
        continue
      case 'ConditionalExpression':
        if (parent.test === child) return undefined
        continue
      case 'CallExpression':
        return isAdding(parent) ? addedTo(parent) : undefined
      case 'Property':
        return parent.value === child ? named(keyName(parent.key), settingAbove(parent)) : undefined
      case 'VariableDeclarator':
        return named(bareName(parent.id as Node), undefined)
      case 'AssignmentExpression':
        return parent.right === child ? named(bareName(parent.left as Node), undefined) : undefined
      default:
        return undefined
    }
  }
  return undefined
}

function addedTo(call: Node): Owner | undefined {
  const callee = call.type === 'CallExpression' ? unwrap(call.callee) : undefined
  return callee?.type === 'MemberExpression' ? named(bareName(callee.object as Node), undefined) : undefined
}

function named(name: string | undefined, above: string | undefined): Owner | undefined {
  return name === undefined ? undefined : { name, above }
}

function bareName(node: Node): string | undefined {
  const bare = unwrap(node)
  return bare.type === 'Identifier' ? bare.name : memberName(bare)
}

function settingAbove(property: Node): string | undefined {
  const holder = property.parent?.parent
  return holder?.type === 'Property' ? keyName(holder.key) : undefined
}

function formOf(file: SourceFile, { name, above }: Owner): 'packages' | 'imports' | undefined {
  if (listsOfNext.test(name)) return 'packages'
  if (!isOfBundler(file)) return undefined
  if (name === 'externals') return 'imports'
  if (name === 'exclude') return above === 'optimizeDeps' ? 'packages' : undefined
  if (name !== 'external') return undefined
  return /^roll(up|down)Options$/.test(above ?? '') || /rollup|rolldown/.test(file.path)
    ? 'imports'
    : 'packages'
}

function isOfBundler(file: SourceFile): boolean {
  return (
    isConfiguration(file.path) ||
    /['"](esbuild|rollup|rolldown|webpack|tsup|tsdown|vite)['"]|\bBun\.build\b/.test(file.text)
  )
}

export function isConfiguration(path: string): boolean {
  return /(^|\/)[\w.-]*config[\w.-]*\.[cm]?[jt]s$/.test(path)
}

/** The element's own name: of a string what it says, of an entry its key. */
function nameIn({ form }: ExternalsList, element: Node): string | undefined {
  if (form === 'object') return element.type === 'Property' ? keyName(element.key) : undefined
  return element.type === 'Literal' && typeof element.value === 'string' ? element.value : undefined
}

function keyOf(element: Node): Node {
  return element.type === 'Property' ? (element.key as Node) : element
}

/** What the list needs in the place of an element; undefined where its form is not known. */
function missingIn(file: SourceFile, list: ExternalsList, old: Node): string[] | undefined {
  const names = new Set(list.elements.map((element) => nameIn(list, element)))
  if (list.form === 'object') {
    const entry = entryLike(file, old)
    return entry === undefined ? undefined : names.has(neoDriver) ? [] : [entry]
  }
  const packages = list.form === 'packages' ? [neoDriver, bindings, runtime] : [neoDriver]
  const missing = packages.filter((name) => !names.has(name)).map((name) => quotedLike(file, old, name))
  if (list.form === 'packages') return missing
  const hasRuntime = list.elements.some((element) => /@duckshift\b/.test(file.textOf(element)))
  return hasRuntime ? missing : [...missing, runtimeImports]
}

/** `duckdb: 'commonjs duckdb'` for the current driver. The runtime is bundled, and asks for the driver by this name. */
function entryLike(file: SourceFile, entry: Node): string | undefined {
  if (entry.type !== 'Property') return undefined
  const { value } = entry
  if (value.type !== 'Literal' || typeof value.value !== 'string') return undefined
  const how = /^(.* )?(\S+)$/.exec(value.value)
  if (how?.[2] !== keyName(entry.key)) return undefined
  const key = quotedLike(file, value as Node, neoDriver)
  return `${key}: ${quotedLike(file, value as Node, `${how?.[1] ?? ''}${neoDriver}`)}`
}

function quotedLike(file: SourceFile, literal: Node, text: string): string {
  const quote = file.text[literal.start]!
  return `${quote}${text}${quote}`
}
