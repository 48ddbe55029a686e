import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { DuckshiftError } from '@duckshift/codemods'
import { decodeValue } from '@duckshift/runtime/workload'
import type { Operation, Statement, Workload } from './workload.js'

/**
 * A workload as the runtime records it (`DUCKSHIFT_RECORD=FILE`), or written by hand: one JSON object a line,
 * `{ sql, parameters?, transaction? }` in the order they ran. Statements with the same `transaction` make one
 * operation; transactions that were rolled back are left out. Throws DuckshiftError (`bad-workload`).
 */
export function readWorkload(path: string): Workload {
  const bad = (why: string) =>
    new DuckshiftError(`The workload ${path} ${why}.`, {
      code: 'bad-workload',
      exitCode: 2,
      help: 'It holds one JSON object a line: {"sql": "…", "parameters": […], "transaction": "id"}.',
    })
  if (!existsSync(path)) throw bad('does not exist')
  const operations: Operation[] = []
  const open = new Map<string, Statement[]>()
  readFileSync(path, 'utf8')
    .split('\n')
    .forEach((line, index) => {
      if (!line.trim()) return
      const entry = parsed(line)
      if (entry?.end !== undefined) {
        if (entry.end === 'rollback') open.get(String(entry.transaction))?.splice(0)
        return
      }
      if (typeof entry?.sql !== 'string') throw bad(`has no statement in line ${index + 1}`)
      const { sql, parameters, transaction } = entry
      const statement: Statement = {
        sql,
        ...(parameters !== undefined && {
          parameters: decodeValue(parameters) as NonNullable<Statement['parameters']>,
        }),
      }
      if (transaction === undefined || transaction === null) {
        operations.push([statement])
        return
      }
      const key = String(transaction)
      const known = open.get(key)
      if (known) known.push(statement)
      else {
        const own = [statement]
        open.set(key, own)
        operations.push(own)
      }
    })
  const done = operations.filter((operation) => operation.length > 0)
  if (done.length === 0) throw bad('is empty')
  return { origin: 'recorded', source: basename(path), operations: done }
}

interface Entry {
  readonly sql?: unknown
  readonly parameters?: unknown
  readonly transaction?: unknown
  readonly end?: unknown
}

function parsed(line: string): Entry | undefined {
  try {
    return JSON.parse(line) as Entry
  } catch {
    return undefined
  }
}
