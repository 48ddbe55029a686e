import { calledFunction } from '../../../access/called-function.js'
import { type DataCalls, databaseStatement } from '../../../access/data-call.js'
import { isRunInTransaction } from '../../../access/in-transaction.js'
import type { Planning } from '../../../plan/planning.js'
import { isFunction, type Node, outermost, unwrap, walk } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { statementKind } from '../../../survey/statement-kind.js'

/** One place of a function that writes: a repository's method, or a function of the project that writes. */
export interface Write {
  readonly call: Node
  /** False when nobody waits for it here. */
  readonly awaited: boolean
  readonly tables: readonly string[]
  /** True when it is sent by the legacy client, which a transaction of the injected database does not hold. */
  readonly throughClient: boolean
  /** Source texts of what is given to it: two writes about one thing are given the same. */
  readonly values: readonly string[]
}

type Written = Pick<Write, 'tables' | 'throughClient'>

const nothing: Written = { tables: [], throughClient: false }

/** How many functions of the project are looked into, one inside the other. */
const deepest = 3

/** Finds the writes of a function, in their order. */
export class WriteFinder {
  readonly #planning: Planning
  readonly #calls: DataCalls
  readonly #known = new Map<Node, Promise<Written>>()

  constructor(planning: Planning, calls: DataCalls) {
    this.#planning = planning
    this.#calls = calls
  }

  /** Writes that run when the body runs: in it, and in the callbacks of array methods. */
  async in(file: SourceFile, body: Node): Promise<Write[]> {
    const writes: Write[] = []
    for (const call of callsOf(body)) {
      if (this.#isTogether(file, call) && !this.#isTogether(file, body)) continue
      const written = await this.#writtenAt(file, call, [])
      if (written.tables.length === 0) continue
      const statement = databaseStatement(file, call)
      const given = statement?.values ?? (call.type === 'CallExpression' ? (call.arguments as Node[]) : [])
      writes.push({
        call,
        awaited: isWaitedFor(call, body),
        ...written,
        values: given.map((v) => file.textOf(v)),
      })
    }
    return writes
  }

  /** What a call writes; nothing when it does not write, or writes in a transaction of its own. */
  async #writtenAt(file: SourceFile, call: Node, around: readonly Node[]): Promise<Written> {
    const data = this.#calls.of(file, call)
    // A transaction of the injected database would not hold it.
    if (data?.onConnection) return nothing
    if (data) return { ...(await this.#writtenBy(data.method.sqlValue)), throughClient: data.throughClient }
    const built = this.#calls.builtOf(file, call)
    if (built?.onConnection) return nothing
    if (built) return { ...(await this.#writtenBy(built.sql)), throughClient: built.throughClient }
    const statement = databaseStatement(file, call)
    if (statement) return this.#writtenBy(statement.sql)
    const isNear = around.length < deepest
    const called = isNear ? calledFunction(this.#planning.survey.project, file, call) : undefined
    if (!called?.body || !isFunction(called.body)) return nothing
    const { body } = called
    // A function that calls itself would wait for its own answer.
    if (around.includes(body)) return nothing
    const known = this.#known.get(body) ?? this.#writtenInside(called.file, body, [...around, body])
    this.#known.set(body, known)
    return known
  }

  #isTogether(file: SourceFile, node: Node): boolean {
    return isRunInTransaction(this.#planning.survey.project, file, node)
  }

  async #writtenInside(file: SourceFile, body: Node, around: readonly Node[]): Promise<Written> {
    const tables = new Set<string>()
    let throughClient = false
    for (const call of callsOf(body)) {
      if (this.#isTogether(file, call)) continue
      const written = await this.#writtenAt(file, call, around)
      for (const table of written.tables) tables.add(table)
      if (written.tables.length > 0 && written.throughClient) throughClient = true
    }
    return { tables: [...tables], throughClient }
  }

  async #writtenBy(sql: string): Promise<Written> {
    return { tables: await this.#tablesWritten(sql), throughClient: false }
  }

  async #tablesWritten(sql: string): Promise<readonly string[]> {
    const analysis = await this.#planning.analyzer.analyze(sql)
    if (analysis.ok) return /^(insert|update|delete)$/.test(analysis.kind) ? analysis.tables.slice(0, 1) : []
    // SQL put together at run time, as far as its text shows it.
    if (statementKind(sql) !== 'write') return []
    const [, target] = /\b(?:INTO|UPDATE|FROM)\s+(?:\w+\.)*"?(\w+)/i.exec(sql) ?? []
    const table = target && this.#planning.analyzer.tableNamed(target)
    return table ? [table] : []
  }
}

function callsOf(body: Node): Node[] {
  const calls: Node[] = []
  walk(body, (node) => {
    if (node !== body && isFunction(node) && !isArrayCallback(node)) return false
    if (node.type === 'CallExpression') calls.push(node)
    return true
  })
  return calls
}

/** A callback that runs at once: its writes are those of the function around it. */
export function isArrayCallback(node: Node): boolean {
  const call = node.parent
  const callee = call?.type === 'CallExpression' && call.callee !== node ? unwrap(call.callee) : undefined
  return (
    callee?.type === 'MemberExpression' &&
    callee.property.type === 'Identifier' &&
    /^(map|forEach|flatMap|filter|reduce)$/.test(callee.property.name)
  )
}

/** Awaited, returned, or collected by an awaited Promise.all. */
function isWaitedFor(call: Node, body: Node): boolean {
  for (
    let node: Node | undefined | null = outermost(call).parent;
    node && node !== body;
    node = node.parent
  ) {
    if (node.type === 'AwaitExpression' || node.type === 'ReturnStatement') return true
    if (node.type === 'ExpressionStatement' || node.type === 'VariableDeclaration') return false
  }
  return false
}
