import { DataCalls, injectedBy } from '../../../access/data-call.js'
import type { Planning } from '../../../plan/planning.js'
import { isFunction, type Node, walk } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { visibleSql } from '../../../survey/sql-text.js'
import { statementKind } from '../../../survey/statement-kind.js'
import type { ErrorHandler } from '../errors/error-handlers.js'

/** Finds handlers that drop an error of the database: nothing in them looks at it, throws, or tells anybody. */
export class SwallowedErrors {
  readonly #calls: DataCalls
  readonly #touches: ReadonlySet<Node>

  constructor(planning: Planning) {
    this.#calls = new DataCalls(planning.survey.project)
    this.#touches = new Set(
      planning.survey.values.flatMap((value) => value.touches.map((touch) => touch.call as Node)),
    )
  }

  swallows(file: SourceFile, { form, parameter, body, guarded }: ErrorHandler): boolean {
    if ((form !== 'catch' && form !== 'promise') || !guarded) return false
    if (looksAt(file, parameter, body)) return false
    let reachesDatabase = false
    walk(guarded, (node) => {
      if (node !== guarded && isFunction(node)) return false
      reachesDatabase ||= this.#isAccess(file, node)
      return !reachesDatabase
    })
    return reachesDatabase
  }

  #isAccess(file: SourceFile, node: Node): boolean {
    if (node.type !== 'CallExpression') return false
    if (this.#calls.of(file, node)) return true
    if (!this.#touches.has(node)) {
      const callee = node.callee as Node
      return callee.type === 'MemberExpression' && injectedBy(file, callee.object) !== undefined
    }
    // A ROLLBACK that fails has nothing left to undo.
    const sql = visibleSql(file, node.arguments[0] as never)
    return sql === undefined || statementKind(sql) !== 'transaction'
  }
}

/** True when the handler reads its error, throws one, or says anything. */
function looksAt(file: SourceFile, parameter: Node | undefined, body: Node): boolean {
  let looks = false
  walk(body, (node) => {
    if (node.type === 'ThrowStatement') looks = true
    if (
      node.type === 'CallExpression' &&
      /log|warn|error|report|capture|track|emit|reject|next/i.test(file.textOf(node.callee))
    )
      looks = true
    const binding =
      parameter && node.type === 'Identifier' ? file.scopes.resolve(node)?.identifier : undefined
    if (binding && parameter && binding.start >= parameter.start && binding.end <= parameter.end) looks = true
    return !looks
  })
  return looks
}
