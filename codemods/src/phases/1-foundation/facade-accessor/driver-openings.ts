import { codeStyleOf } from '../../../edits/code-style.js'
import type { TextEdit } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { ImportNeed } from '../../../plan/proposal.js'
import { neoCompat, type Opening } from '../../../survey/driver-openings.js'
import { memberName, type Node, unwrap } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { DriverMocks } from './driver-mocks.js'

export interface OpeningOptions {
  readonly connections: 'shared' | 'separate'
  /** Set where a project has several databases. */
  readonly name: string | undefined
  /** Set where several clients of one class open a database each. */
  readonly owner?: 'this'
}

/**
 * Opens through the runtime instead: the arguments stay. Where a test replaces the driver, the runtime is given it, so
 * that what the test put there is called as before.
 */
export function openingEdits(
  planning: Planning,
  file: SourceFile,
  { call, callee, dynamic }: Opening,
  { connections, name, owner }: OpeningOptions,
): { readonly edits: TextEdit[]; readonly imports: ImportNeed[]; readonly removed: Node[] } | undefined {
  const { quote: q } = codeStyleOf(file.text, file.typed)
  const alone = dynamic ? importedAlone(file, callee) : undefined
  const options = [
    ...(connections === 'separate' ? [`connections: ${q}separate${q}`] : []),
    ...(name === undefined ? [] : [`name: ${q}${name}${q}`]),
    ...(owner === undefined ? [] : [`owner: ${owner}`]),
  ]
  const runtimes = (exported: string) =>
    dynamic ? `(await import(${q}${neoCompat}${q})).${exported}` : exported
  const imports = (exported: string): ImportNeed[] =>
    dynamic ? [] : [{ target: { package: neoCompat }, name: exported }]
  const values = call.arguments as Node[]
  // How many values are spread is not known, and options of the runtime come third.
  const isSpread = values.some((value) => value.type === 'SpreadElement')
  const isReplaced = DriverMocks.of(planning).reaching(file.path) !== undefined
  const isOfCache = callee.type === 'MemberExpression' && memberName(callee) === 'getOrCreateInstance'
  if (isOfCache && (isReplaced || isSpread)) return undefined
  if (callee.type === 'MemberExpression' && (isReplaced || isSpread)) {
    const { start, end } = callee.object
    const given = options.length > 0 ? `, { ${options.join(', ')} }` : ''
    return {
      edits: [
        { start, end: start, text: `${runtimes('pooledDriver')}(` },
        { start: end, end, text: `${given})` },
      ],
      imports: imports('pooledDriver'),
      removed: [],
    }
  }
  if (values.length > 2) return undefined
  const opener = alone ? 'openInstance' : runtimes('openInstance')
  const edits: TextEdit[] = [{ start: callee.start, end: callee.end, text: opener }]
  if (alone) {
    const { name, source } = alone
    const quote = file.text[source.start]
    edits.push(
      { start: name.start, end: name.end, text: 'openInstance' },
      { start: source.start, end: source.end, text: `${quote}${neoCompat}${quote}` },
    )
  }
  if (options.length > 0) {
    const missing = [`${q}:memory:${q}`, 'undefined'].slice(values.length)
    const last = values.at(-1)?.end ?? call.end - 1
    const added = [...missing, `{ ${options.join(', ')} }`].join(', ')
    edits.push({ start: last, end: last, text: values.length > 0 ? `, ${added}` : added })
  }
  const unused = isOfCache ? unusedCache(file, callee) : undefined
  if (unused) edits.unshift(unused.edit)
  return {
    edits,
    imports: imports('openInstance'),
    removed: dynamic ? [] : [callee, ...(unused ? [unused.names] : [])],
  }
}

/** The name and the module in `const { DuckDBInstance } = await import('…')`, of which this opening is the only use. */
function importedAlone(
  file: SourceFile,
  callee: Node,
): { readonly name: Node; readonly source: Node } | undefined {
  const holder = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined
  const binding = holder?.type === 'Identifier' ? file.scopes.resolve(holder) : undefined
  const declarator = binding?.declaration
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'ObjectPattern') return undefined
  const [property] = declarator.id.properties
  const init = declarator.init ? unwrap(declarator.init) : undefined
  const loading = init?.type === 'AwaitExpression' ? unwrap(init.argument) : undefined
  const isAlone =
    declarator.id.properties.length === 1 &&
    binding?.references.length === 1 &&
    !file.scopes.declares('openInstance')
  if (!isAlone || property?.type !== 'Property' || loading?.type !== 'ImportExpression') return undefined
  return loading.source.type === 'Literal' ? { name: property, source: loading.source } : undefined
}

/** `const cache = new DuckDBInstanceCache()`, where one opening was all that it is for: its edit, and what it names. */
function unusedCache(
  file: SourceFile,
  callee: Node,
): { readonly edit: TextEdit; readonly names: Node } | undefined {
  const holder = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined
  const binding = holder?.type === 'Identifier' ? file.scopes.resolve(holder) : undefined
  const declarator = binding?.declaration
  const statement = declarator?.parent
  if (declarator?.type !== 'VariableDeclarator' || statement?.type !== 'VariableDeclaration') return undefined
  const made = declarator.init ? unwrap(declarator.init) : undefined
  const isAlone = statement.declarations.length === 1 && statement.parent?.type !== 'ExportNamedDeclaration'
  if (made?.type !== 'NewExpression' || !isAlone || binding?.references.length !== 1) return undefined
  const lineStart = file.text.lastIndexOf('\n', statement.start - 1) + 1
  const rest = /^[ \t]*(\r?\n){0,2}/.exec(file.text.slice(statement.end))![0]
  const isCommented = /(\*\/|\/\/[^\n]*)\r?\n$/.test(file.text.slice(0, lineStart))
  if (isCommented || file.text.slice(lineStart, statement.start).trim() !== '') return undefined
  return { edit: { start: lineStart, end: statement.end + rest.length, text: '' }, names: made.callee }
}

/**
 * True where a function opens the database anew at every call, for the whole module: what was in the one before is
 * lost to a second call.
 */
export function replacesDatabase(file: SourceFile, openings: readonly Opening[], body: Node): boolean {
  return openings.some(({ call }) => {
    if (call.start < body.start || call.end > body.end) return false
    let assigned = false
    for (let node: Node | null | undefined = call; node && node !== body; node = node.parent) {
      if (/^(If|Conditional|Logical|Switch)|^Function|^Arrow/.test(node.type)) return false
      if (node.type !== 'AssignmentExpression') continue
      const target = unwrap(node.left as Node)
      if (node.operator !== '=' || target.type !== 'Identifier') return false
      assigned = file.scopes.resolve(target)?.scope === file.program
    }
    // `if (instance) return instance` before it.
    return assigned && !/\bif\s*\(|\?\?=/.test(file.text.slice(body.start, call.start))
  })
}
