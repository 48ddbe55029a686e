import * as fs from 'node:fs'
import * as readline from 'node:readline'
import type { Parameters } from '../driver/driver.js'
import { decodeValue, type WorkloadOperation, type WorkloadStatement } from './workload-format.js'

/** A recording that cannot be read. */
export class WorkloadError extends Error {
  readonly code = 'bad-workload'

  constructor(path: string, why: string, cause?: unknown) {
    super(
      `The workload ${path} ${why}. It holds one JSON object a line: {"sql": "…", "parameters": […], "transaction": "id"}.`,
      { cause },
    )
    this.name = 'WorkloadError'
  }
}

interface Opened extends WorkloadOperation {
  readonly statements: WorkloadStatement[]
  isRolledBack: boolean
}

/** The operations of a recording in the order they began. Throws WorkloadError. */
export async function readWorkload(path: string): Promise<readonly WorkloadOperation[]> {
  const operations: Opened[] = []
  const open = new Map<string, Opened>()
  let number = 0
  try {
    for await (const line of readline.createInterface({ input: fs.createReadStream(path, 'utf8') })) {
      number += 1
      if (!line.trim()) continue
      const entry = JSON.parse(line) as Record<string, unknown>
      const transaction = entry.transaction === undefined ? undefined : String(entry.transaction)
      if (entry.end !== undefined) {
        const ended = open.get(transaction ?? '')
        if (ended) ended.isRolledBack = entry.end === 'rollback'
        continue
      }
      if (typeof entry.sql !== 'string') throw new SyntaxError('It has no statement.')
      const known = transaction === undefined ? undefined : open.get(transaction)
      if (known) {
        known.statements.push(statementOf(entry, entry.sql))
        continue
      }
      const operation: Opened = {
        statements: [statementOf(entry, entry.sql)],
        isRolledBack: false,
        isTransaction: transaction !== undefined,
        session: entry.session === undefined ? undefined : String(entry.session),
        flow: typeof entry.flow === 'number' ? entry.flow : undefined,
        database: typeof entry.database === 'string' ? entry.database : undefined,
      }
      operations.push(operation)
      if (transaction !== undefined) open.set(transaction, operation)
    }
  } catch (cause) {
    const isAbsent = (cause as { code?: unknown }).code === 'ENOENT'
    throw new WorkloadError(path, isAbsent ? 'does not exist' : `has no statement in line ${number}`, cause)
  }
  if (operations.length === 0) throw new WorkloadError(path, 'is empty')
  return operations
}

function statementOf({ parameters }: Record<string, unknown>, sql: string): WorkloadStatement {
  if (parameters === undefined || parameters === null) return { sql }
  return { sql, parameters: decodeValue(parameters) as Parameters }
}
