import { type DataCall, DataCalls, filesWithInjection, madeOn } from '../../../access/data-call.js'
import { effectIn } from '../../../access/effects.js'
import type { TextEdit } from '../../../model.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import type { Candidate, Proposal, RefusalDraft } from '../../../plan/proposal.js'
import { methodReference } from '../../../repositories/method-reference.js'
import { isFunction, type Node, placeName, rootOf, unwrap, walk } from '../../../survey/nodes.js'
import { isTestFile } from '../../../survey/project-files.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { Loop } from '../loops/loop.js'
import { loopAround } from '../loops/loop-around.js'
import { arrayText, freeName, hoisted, isSteady, usesSemicolons } from '../loops/loop-edits.js'
import { isAtOnce, isAwaitedInTurn, isInEveryTurn, isThenChained } from '../loops/turn-course.js'
import { turnResult } from '../loops/turn-result.js'
import { listOf, mayListChange, mayThrowAhead, turnValue } from '../loops/turn-values.js'
import { unmovedStatements } from '../loops/unmoved-statements.js'
import type { QueryRefusal } from '../refusals.js'
import { batchMethod, pluralOf } from './batch-method.js'

const codemod = 'batch-reads'

/** A read per turn of a loop becomes one read before it. */
export async function batchReads(planning: Planning): Promise<Proposals> {
  const candidates: Candidate[] = []
  const refusals: RefusalDraft[] = []
  const { project } = planning.survey
  const calls = new DataCalls(project)
  for (const path of filesWithInjection(project)) {
    const file = isTestFile(path) || !planning.inScope(path) ? undefined : project.source(path)
    if (!file) continue
    const found: DataCall[] = []
    walk(file.program, (node) => {
      const call = calls.of(file, node)
      if (call) found.push(call)
      return true
    })
    for (const call of found) {
      const loop = loopAround(file, call.call as Node)
      if (loop === undefined || !(await isRead(planning, call))) continue
      const usage = `${path}#${placeName(call.call as Node)}/${call.method.name}`
      const place = file.place(call.call)
      const outcome =
        typeof loop === 'string'
          ? { refused: loop }
          : call.throughClient
            ? ({ refused: 'through-client' } as const)
            : !isThereBefore(file, call, loop)
              ? ({ refused: 'no-place-before' } as const)
              : await propose(planning, calls, file, call, loop)
      if ('refused' in outcome) {
        const { refused: id, detail } = outcome
        refusals.push({ usage, codemod, id, place, ...(detail !== undefined && { detail }) })
      } else candidates.push({ usages: [usage], place, alternatives: outcome.alternatives })
    }
  }
  refusals.push(...unmovedStatements(planning, codemod, 'read'))
  return { candidates, refusals }
}

/** False for `const items = repositoryOn(…)` or `new ItemsRepository(…)` in the loop, which is asked before it. */
function isThereBefore(file: SourceFile, { call, onConnection }: DataCall, loop: Loop): boolean {
  const callee = unwrap(call.callee)
  const object = callee.type === 'MemberExpression' ? callee.object : undefined
  const made = object && madeOn(file, object)
  if (!object || (!onConnection && !made)) return true
  const receiver = unwrap(object)
  const database = receiver.type === 'CallExpression' ? (receiver.arguments[1] as Node) : made?.database
  const named = receiver.type === 'Identifier' || !database ? receiver : rootOf(database)
  if (named.type === 'ThisExpression') return true
  const binding = named.type === 'Identifier' ? file.scopes.resolve(named) : undefined
  return binding !== undefined && binding.declaration.end <= (loop.statement ?? loop.body).start
}

async function isRead(planning: Planning, call: DataCall): Promise<boolean> {
  const analysis = await planning.analyzer.analyze(call.method.sqlValue)
  return analysis.ok && analysis.kind === 'select'
}

type Outcome =
  | { readonly refused: QueryRefusal; readonly detail?: string }
  | { readonly alternatives: Proposal[] }

async function propose(
  planning: Planning,
  calls: DataCalls,
  file: SourceFile,
  call: DataCall,
  loop: Loop,
): Promise<Outcome> {
  const isHandedOn = 'callback' in loop && isWholeTurn(loop.body, call)
  if (!isUsed(loop, call, isHandedOn)) return { refused: 'not-awaited' }
  const values = call.values.map((value) => turnValue(file, loop, value))
  if (values.some((value) => value === undefined)) return { refused: 'depends-on-turn-before' }
  const varying = values.flatMap((value, index) => (value!.varies ? [index] : []))
  if (varying.length === 0) return { refused: 'same-every-turn' }
  const list = arrayText(planning, file, loop)
  if (!list) return { refused: 'not-an-array', detail: file.textOf(loop.list) }
  if (mayListChange(file, loop)) return { refused: 'list-changes' }
  if (!loop.waits && !isAtOnce(file, loop, call.expression)) return { refused: 'not-awaited' }
  const early = values.find((value) => value!.varies && mayThrowAhead(planning, file, loop, value!.text))
  if (early && !isInEveryTurn(loop, call.expression)) return { refused: 'may-fail', detail: early.text }
  const effect = await writesInTurn(planning, calls, file, call, loop)
  if (effect) return { refused: 'depends-on-turn-before', detail: effect }
  const method = await batchMethod(planning, call, varying)
  if ('refused' in method) return method
  const ofTurns = (list: string, value: string) => {
    const text = listOf(file, loop, list, value)
    // Nobody waits: the list may change before the query has it.
    return text === list && !loop.waits ? `[...${list}]` : text
  }
  const texts = (list: string) =>
    values.map((value) => (value!.varies ? ofTurns(list, value!.text) : value!.text))
  const invocation = (list: string) =>
    `${call.receiver}.${methodReference(method.id)}(${texts(list).join(', ')})`
  const reason = `One query for all turns instead of one per turn: ${call.repository.className}.${call.method.name}.`
  const proposal = (edits: readonly TextEdit[]): Proposal => ({
    codemod,
    reason,
    methods: [method.id],
    files: [{ path: file.path, edits, imports: [], removedReferences: [] }],
  })
  if (loop.kind === 'map' && isHandedOn) {
    return {
      alternatives: [proposal([{ start: loop.whole.start, end: loop.whole.end, text: invocation(list) }])],
    }
  }
  if (!loop.statement || isNestedDeeper(loop, call)) return { refused: 'no-place-before' }
  const result = turnResult(file, loop, call.call as Node)
  if (!result) return { refused: 'unfamiliar-loop' }
  const end = usesSemicolons(file, loop.statement as Node) ? ';' : ''
  const name = freeName(file, nameFor(loop, call), loop.statement as Node)
  const before: string[] = []
  const edits: TextEdit[] = [...result.edits]
  let source = list
  if (!isSteady(loop.list) || list.startsWith('[...')) {
    if (loop.kind === 'index') return { refused: 'unfamiliar-loop' }
    source = freeName(file, listNameFor(loop), loop.statement as Node)
    before.push(`const ${source} = ${list}${end}`)
    edits.push({ start: loop.list.start, end: loop.list.end, text: source })
  }
  before.push(`const ${name} = ${loop.waits ? 'await ' : ''}${invocation(source)}${end}`)
  edits.push(hoisted(file, loop.statement as Node, before))
  const isPromise = !call.awaited
  const target =
    call.expression.parent?.type === 'ParenthesizedExpression' ? call.expression.parent : call.expression
  const read = (mark: string): TextEdit => {
    const found = (all: string) => `${result.of(all)}${mark}`
    const text = loop.waits
      ? isPromise
        ? `Promise.resolve(${found(name)})`
        : found(name)
      : isPromise
        ? `${name}.then((all) => ${found('all')})`
        : found(`(await ${name})`)
    return { start: target.start, end: target.end, text }
  }
  return {
    alternatives: [proposal([...edits, read('')]), ...(file.typed ? [proposal([...edits, read('!')])] : [])],
  }
}

/** True when the turn uses what it reads: it waits for it, chains to it, or hands it on. */
function isUsed(loop: Loop, call: DataCall, isHandedOn: boolean): boolean {
  if (call.awaited || isHandedOn) return true
  if (!isThenChained(call.expression)) return false
  return 'callback' in loop || isAwaitedInTurn(call.expression)
}

/** True when a turn does nothing but the read, so that its results are the batch's. */
function isWholeTurn(body: Node, call: DataCall): boolean {
  if (body === call.expression || body === call.call) return true
  if (body.type !== 'BlockStatement' || body.body.length !== 1) return false
  const [only] = body.body
  return (
    only?.type === 'ReturnStatement' && (only.argument === call.expression || only.argument === call.call)
  )
}

/** A function inside the turn may run later, or never. */
function isNestedDeeper(loop: Loop, call: DataCall): boolean {
  for (let node: Node | undefined | null = call.call as Node; node && node !== loop.body; node = node.parent)
    if (isFunction(node)) return true
  return false
}

/** What in a turn may change what the next one reads. */
async function writesInTurn(
  planning: Planning,
  calls: DataCalls,
  file: SourceFile,
  read: DataCall,
  loop: Loop,
): Promise<string | undefined> {
  const analysis = await planning.analyzer.analyze(read.method.sqlValue)
  const tables = new Set(analysis.ok ? analysis.tables : [])
  const harmless = new Map<string, boolean>()
  const judged: { readonly file: SourceFile; readonly call: Node }[] = []
  const collect = (source: SourceFile, node: Node) => {
    judged.push({ file: source, call: node })
    return calls.of(source, node) ? ('harmless' as const) : undefined
  }
  const unknown = effectIn(planning.survey.project, file, [loop.body], { stateCounts: false, judge: collect })
  if (unknown) return unknown
  const handedOut = yieldIn(loop.body)
  if (handedOut) return file.textOf(handedOut).split('\n')[0]!.slice(0, 80)
  for (const { file: source, call } of judged) {
    const data = calls.of(source, call)
    if (!data) continue
    const key = data.method.sqlValue
    if (!harmless.has(key)) {
      const other = await planning.analyzer.analyze(key)
      harmless.set(
        key,
        other.ok && (other.kind === 'select' || !other.tables.some((table) => tables.has(table))),
      )
    }
    if (!harmless.get(key)) return source.textOf(call).split('\n')[0]!.slice(0, 80)
  }
  return undefined
}

/** Whoever is given a value may write, or want no more, before the next turn. */
function yieldIn(body: Node): Node | undefined {
  let found: Node | undefined
  walk(body, (node) => {
    if (node.type === 'YieldExpression') found ??= node
    return !found && !isFunction(node)
  })
  return found
}

function nameFor(loop: Loop, call: DataCall): string {
  const declarator = call.expression.parent
  const held =
    declarator?.type === 'VariableDeclarator' && declarator.id.type === 'Identifier'
      ? declarator.id.name
      : 'found'
  const of = loop.kind !== 'index' && loop.element.type === 'Identifier' ? loop.element.name : 'found'
  if (held === 'found') return of === 'found' ? held : `${of}Found`
  const joined = of + held[0]!.toUpperCase() + held.slice(1)
  return /s$/.test(joined) ? joined : pluralOf(joined)
}

function listNameFor(loop: Loop): string {
  const element = loop.kind !== 'index' && loop.element.type === 'Identifier' ? loop.element.name : 'element'
  return /s$/.test(element) ? `${element}List` : pluralOf(element)
}
