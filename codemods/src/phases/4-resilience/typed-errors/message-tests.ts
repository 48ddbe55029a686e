import { codeStyleOf } from '../../../edits/code-style.js'
import { localNameFor } from '../../../edits/import-manager.js'
import type { TextEdit } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { ImportNeed, Range } from '../../../plan/proposal.js'
import { isFunction, type Node, unwrap } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { type ErrorHandler, walkHandler } from '../errors/error-handlers.js'
import { type ErrorSources, placeOfError } from '../errors/error-sources.js'
import type { ResilienceRefusal } from '../refusals.js'
import type { Occasion } from './message-kinds.js'
import { type MessageTest, MessageTests } from './message-test.js'
import { type TypeTest, typeTestFor } from './type-test.js'

const runtime = '@duckshift/runtime'

export interface RetypedTests {
  readonly edits: readonly TextEdit[]
  readonly imports: readonly ImportNeed[]
  readonly removed: readonly Range[]
  /** The type tests, as they are written. */
  readonly texts: readonly string[]
  readonly first: Node
}

export interface LeftTest {
  readonly node: Node
  readonly refused: ResilienceRefusal
  readonly detail: string
}

/** The text tests of a handler: those that become type tests, in one change, and those that stay. */
export async function retypeTests(
  planning: Planning,
  sources: ErrorSources,
  file: SourceFile,
  handler: ErrorHandler,
): Promise<{ readonly change?: RetypedTests; readonly left: readonly LeftTest[] }> {
  const left: LeftTest[] = []
  const { parameter } = handler
  if (parameter?.type !== 'Identifier') return { left }
  const reader = new MessageTests(file, handler)
  const found: MessageTest[] = []
  walkHandler(handler, (node) => {
    const test = reader.read(node)
    if (!test) return true
    const outcome = typeTestFor(test.test)
    const isPart = 'refused' in outcome && unwrap(node).type === 'LogicalExpression'
    if (!isPart) found.push(test)
    return isPart
  })
  if (found.length === 0) return { left }

  const data = sources.onlyData(file, handler)
  const occasions =
    data &&
    (await occasionsOf(
      planning,
      data.map((call) => call.method.sqlValue),
    ))
  const settled: { readonly test: MessageTest; readonly type: TypeTest; readonly negated: boolean }[] = []
  for (const test of found) {
    const detail = file.textOf(test.node).split('\n')[0]!.slice(0, 120)
    const leave = (refused: ResilienceRefusal, more?: string) =>
      left.push({ node: test.node, refused, detail: more ? `${detail}: ${more}` : detail })
    const plain = typeTestFor(test.test, occasions)
    const inverse = typeTestFor((error) => !test.test(error), occasions)
    const negated = 'refused' in plain && 'test' in inverse
    const outcome = negated ? inverse : plain
    if ('refused' in outcome) {
      if (outcome.refused !== 'foreign') leave(outcome.refused, outcome.detail)
      continue
    }
    const meant = negated ? (error: Parameters<typeof test.test>[0]) => !test.test(error) : test.test
    const made = sources
      .reaching(file, handler)
      .find(({ message }) => message === undefined || meant({ name: 'Error', message }))
    if (made) leave(made.message === undefined ? 'wrapped-message' : 'other-errors', placeOfError(made))
    else if (!outcome.onlyDuckDB && !data) leave('other-errors')
    else if (!data && (usesDriver(planning, file) || sources.reachedByDriver(file, handler)))
      leave('driver-errors')
    else settled.push({ test, type: outcome.test, negated })
  }
  if (settled.length === 0) return { left }
  const imports: ImportNeed[] = []
  const edits: TextEdit[] = []
  const texts: string[] = []
  for (const { test, type, negated } of settled) {
    const name = classNameIn(file, type.className, imports)
    const text = typeText(file, parameter.name, name, type)
    texts.push(negated ? `!(${text})` : text)
    edits.push({
      start: test.node.start,
      end: test.node.end,
      text: negated ? `!(${text})` : isEnclosed(test.node, type) ? text : `(${text})`,
    })
  }
  const removed = edits.map(({ start, end }) => ({ start, end }))
  edits.push(
    ...unusedAliases(
      file,
      settled.flatMap(({ test }) => [...test.aliases]),
      removed,
    ),
  )
  return { change: { edits, imports, removed, texts, first: settled[0]!.test.node }, left }
}

async function occasionsOf(
  planning: Planning,
  statements: readonly string[],
): Promise<ReadonlySet<Occasion> | undefined> {
  const occasions = new Set<Occasion>()
  for (const sql of statements) {
    const analysis = await planning.analyzer.analyze(sql)
    if (!analysis.ok) return undefined
    occasions.add(analysis.kind)
    if (/\b(read_\w+|copy|glob)\b|\bfrom\s+'/i.test(sql)) occasions.add('files')
  }
  return occasions
}

/** True when errors of the driver itself may get here: of a second connection, or of parts the runtime passes through. */
function usesDriver(planning: Planning, file: SourceFile): boolean {
  if (/['"](@duckdb\/node-api|duckdb|duckdb-async)['"]/.test(file.text)) return true
  return planning.survey.clients.some(({ module }) =>
    /\.(prepare|stream\w*|createAppender|extractStatements|start\w*)\(/.test(
      planning.survey.project.text(module) ?? '',
    ),
  )
}

function classNameIn(file: SourceFile, name: TypeTest['className'], imports: ImportNeed[]): string {
  const local = localNameFor(file, { from: runtime, name })
  const alias = local ?? `Runtime${name}`
  if (!imports.some((need) => need.name === name))
    imports.push({ target: { package: runtime }, name, ...(alias !== name && { alias }) })
  return alias
}

function typeText(
  { text, typed }: SourceFile,
  error: string,
  className: string,
  { property, values = [] }: TypeTest,
): string {
  const test = `${error} instanceof ${className}`
  if (!property) return test
  const { quote } = codeStyleOf(text, typed)
  const asked = values.map((value) => `${error}.${property} === ${quote}${value}${quote}`)
  return `${test} && ${asked.length === 1 ? asked[0] : `(${asked.join(' || ')})`}`
}

/** True where the type test needs no parentheses of its own. */
function isEnclosed(node: Node, type: TypeTest): boolean {
  const { parent } = node
  switch (parent?.type) {
    case 'LogicalExpression':
      return parent.operator === '&&' || (parent.operator === '||' && node !== parent.right) || !type.property
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ConditionalExpression':
    case 'ReturnStatement':
    case 'VariableDeclarator':
    case 'ParenthesizedExpression':
    case 'CallExpression':
    case 'ExpressionStatement':
      return true
    default:
      return isFunction(parent)
  }
}

/** Takes out `const message = error.message` where nothing else reads it. */
function unusedAliases(file: SourceFile, aliases: readonly Node[], removed: readonly Range[]): TextEdit[] {
  const edits: TextEdit[] = []
  const gone: Range[] = [...removed]
  const isGone = (node: Node) => gone.some((range) => node.start >= range.start && node.end <= range.end)
  for (const declarator of new Set([...aliases].sort((a, b) => b.start - a.start))) {
    const statement = declarator.parent
    if (declarator.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') continue
    if (statement?.type !== 'VariableDeclaration' || statement.declarations.length !== 1) continue
    const binding = file.scopes.lookup(declarator, declarator.id.name)
    if (!binding || binding.declaration !== declarator || !binding.references.every(isGone)) continue
    const start = file.text.lastIndexOf('\n', statement.start - 1) + 1
    const end = file.text.indexOf('\n', statement.end) + 1
    const line = file.text.slice(start, end)
    const rest = line.replace(file.textOf(statement), '').trim()
    if (end === 0 || (rest !== '' && rest !== ';')) continue
    edits.push({ start, end, text: '' })
    gone.push({ start, end })
  }
  return edits
}
