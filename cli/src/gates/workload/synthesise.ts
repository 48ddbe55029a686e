import type { ProjectStatement } from '@duckshift/codemods'
import { randomFrom } from './random.js'
import { parameterValue, sampleRows } from './sample-values.js'
import type { Operation, Statement, Workload } from './workload.js'

/**
 * A workload from the statements in the code, when nobody recorded one: each as often as the others, in a
 * random order that is the same every time. Inserts get values that no row has.
 */
export function synthesise(statements: readonly ProjectStatement[], operations: number, seed = 1): Workload {
  const random = randomFrom(seed)
  const made: Operation[] = []
  let fresh = sampleRows
  const usable = statements.filter((statement) => statementWith(statement, 1) !== undefined)
  for (let index = 0; usable.length > 0 && index < operations; index += 1) {
    const statement = usable[Math.floor(random() * usable.length)]!
    if (statement.kind === 'insert') fresh += 1
    const n = statement.kind === 'insert' ? fresh : Math.floor(random() * sampleRows)
    made.push([statementWith(statement, n)!])
  }
  return {
    origin: 'synthesised',
    source: `${usable.length} statements of the code on ${sampleRows} rows a table, made from the schema`,
    operations: made,
  }
}

function statementWith({ sql, parameters }: ProjectStatement, n: number): Statement | undefined {
  if (parameters.length === 0) return { sql }
  const values = parameters.map(({ type }) => parameterValue(type, n))
  if (values.includes(undefined)) return undefined
  const given = values as (string | number | bigint | boolean)[]
  if (!parameters.every(({ name }) => name !== undefined)) return { sql, parameters: given }
  return { sql, parameters: Object.fromEntries(parameters.map(({ name }, index) => [name, given[index]])) }
}
