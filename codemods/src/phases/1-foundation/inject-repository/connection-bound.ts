import { escapePattern } from '../../../edits/escape-pattern.js'
import type { Planning } from '../../../plan/planning.js'
import type { Touch } from '../../../survey/client-value.js'
import { type AnyFunction, enclosingFunction, isFunction, type Node } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { statementKind } from '../../../survey/statement-kind.js'
import { touchSql } from '../../../survey/touch-sql.js'

const temporary =
  /\bCREATE\s+(?:OR\s+REPLACE\s+)?TEMP(?:ORARY)?\s+(?:TABLE|VIEW|MACRO|FUNCTION|SEQUENCE|TYPE)\s+(?:IF\s+NOT\s+EXISTS\s+)?"?([A-Za-z_]\w*)|\bSET\s+VARIABLE\s+"?([A-Za-z_]\w*)/gi

/**
 * What one connection alone knows, wherever the code says so: temporary objects and variables by name, and functions
 * that open a transaction or change a session. What asks for these has to stay on the connection of whoever made them.
 */
export class ConnectionBound {
  readonly #functions = new Map<AnyFunction, 'manual-transaction' | 'session-state'>()
  readonly #names: RegExp | undefined

  private constructor(planning: Planning) {
    const names = new Set<string>()
    const { project, usages, values } = planning.survey
    const inTest = new Set(usages.flatMap((usage) => (usage.inTest ? [usage.id] : [])))
    for (const value of values) {
      const file = project.source(value.file)
      if (!file || inTest.has(value.usage)) continue
      const derived = (value.derived ?? []).flatMap(({ touches }) => touches)
      for (const touch of [...value.touches, ...derived]) {
        const sql = touchSql(file, touch)
        const kind = sql === undefined ? 'other' : statementKind(sql)
        if (sql === undefined || !/^(transaction|session-state)$/.test(kind)) continue
        const handing = (touch.bound?.calls ?? []).map(({ call }) => enclosingFunction(call))
        for (const within of [touch.within, ...handing])
          if (within && this.#functions.get(within) !== 'manual-transaction')
            this.#functions.set(within, kind === 'transaction' ? 'manual-transaction' : 'session-state')
        for (const [, table, variable] of sql.matchAll(temporary)) names.add((table ?? variable)!)
      }
    }
    this.#names =
      names.size > 0 ? new RegExp(`\\b(${[...names].map(escapePattern).join('|')})\\b`, 'i') : undefined
  }

  static of(planning: Planning): ConnectionBound {
    const found = known.get(planning) ?? new ConnectionBound(planning)
    known.set(planning, found)
    return found
  }

  /** Why the call has to stay on the connection of others; undefined where any connection will do. */
  refusalOf(file: SourceFile, touch: Touch): 'manual-transaction' | 'session-state' | undefined {
    for (let node: Node | null | undefined = touch.call as Node; node; node = node.parent) {
      const kind = isFunction(node) ? this.#functions.get(node) : undefined
      if (kind) return kind
    }
    return this.asksFor(file, touch) ? 'session-state' : undefined
  }

  /** True where the call's SQL names a temporary object or a variable. */
  asksFor(file: SourceFile, touch: Touch): boolean {
    const sql = touchSql(file, touch)
    return sql !== undefined && this.#names?.test(sql) === true
  }
}

const known = new WeakMap<Planning, ConnectionBound>()
