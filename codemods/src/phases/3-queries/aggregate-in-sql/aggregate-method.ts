import type { DataCall } from '../../../access/data-call.js'
import type { Planning } from '../../../plan/planning.js'
import type { MethodParameter } from '../../../repositories/repository-method.js'
import { asTable, topOfSelect } from '../../../sql/aggregate-select.js'
import { literalLines, repositoryOf, styleOf } from '../batch-reads/batch-method.js'
import type { Aggregate } from './forms.js'
import { kindOf, quoted } from './row-sql.js'

/** A value from outside of the rows that the condition needs. */
export interface ExtraParameter extends MethodParameter {
  /** Its source text at the call. */
  readonly text: string
}

/** The method that lets the database do it, asked for from the repository; undefined where the SQL cannot be written. */
export async function aggregateMethod(
  planning: Planning,
  call: DataCall,
  aggregate: Aggregate,
  extra: readonly ExtraParameter[],
): Promise<number | undefined> {
  const { method } = call
  const { typed, semicolons } = styleOf(planning, call.repository.file)
  const end = semicolons ? ';' : ''
  const given = [...(method.passes ?? []), ...extra.map(({ name }) => name)]
  const argument =
    given.length === 0 ? undefined : method.named ? `{ ${given.join(', ')} }` : `[${given.join(', ')}]`
  const parameters = [...method.parameters, ...extra.map(({ name, type }) => ({ name, type }))]
  const rest = method.name.replace(/^(list|find|get|select|load|fetch|query)(All)?(?=[A-Z]|$)/, '')
  const request = (sql: string, names: readonly string[], custom: Custom | undefined) =>
    planning.registry.request(repositoryOf(planning, call.repository), {
      result: 'rows',
      sql: `\`${sql.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``,
      sqlValue: sql,
      parameters,
      ...(argument && { argument }),
      imports: [],
      names,
      ...(custom ? { custom } : method.rowType && { rowType: method.rowType }),
    })
  const ask = (sql: string, columns: readonly string[]) => [
    `const row = await this.db.maybeOne${typed ? `<{ ${columns.map((name) => `${name}: number | bigint`).join('; ')} }>` : ''}(`,
    ...literalLines(sql),
    ...(argument ? [`\t${argument},`] : []),
    `)${end}`,
  ]
  const held = typed ? 'row!' : 'row'
  const table = asTable(method.sqlValue)
  if (aggregate.kind === 'count') {
    const where = aggregate.condition ? `\nWHERE ${aggregate.condition}` : ''
    const sql = `SELECT count(*) AS total\nFROM ${table}${where}`
    return (await binds(planning, sql))
      ? request(sql, [`count${rest}${aggregate.condition ? 'Matching' : ''}`], {
          doc: `How many rows \`${method.name}\` finds${aggregate.condition ? ' that satisfy a condition' : ''}, counted by the database.`,
          returns: 'Promise<number>',
          lines: [...ask(sql, ['total']), `return Number(${held}.total)${end}`],
        })
      : undefined
  }
  const name = quoted(aggregate.column.name)
  const column = capital(
    aggregate.column.name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
  )
  if (aggregate.kind === 'top') {
    const isLong = kindOf(aggregate.column.type) === 'long'
    const by = `${name}${isLong ? '::DOUBLE' : ''}${aggregate.descending ? ' DESC' : ''}`
    const sql = await topOfSelect(planning.analyzer, method.sqlValue, { by, limit: aggregate.limit })
    const wanted = `${aggregate.descending ? 'top' : 'bottom'}${rest}By${column}`
    return sql ? request(sql, [wanted], undefined) : undefined
  }
  const isSafe = kindOf(aggregate.column.type) === 'integer' || aggregate.isBigint
  const size = isSafe ? '' : `, coalesce(sum(abs(${name}::HUGEINT)), 0) AS size`
  const sql = `SELECT coalesce(sum(${name}), 0) AS total${size}\nFROM ${table}`
  if (!(await binds(planning, sql))) return undefined
  const again = `this.${method.name}(${method.parameters.map((parameter) => parameter.name).join(', ')})`
  const property = /^[A-Za-z_$][\w$]*$/.test(aggregate.column.name)
    ? `.${aggregate.column.name}`
    : `['${aggregate.column.name}']`
  return request(sql, [`sum${column}${rest}`], {
    doc: `The sum of ${aggregate.column.name} over the rows that \`${method.name}\` finds, added up by the database.`,
    returns: aggregate.isBigint ? 'Promise<bigint>' : 'Promise<number>',
    lines: [
      ...ask(sql, isSafe ? ['total'] : ['total', 'size']),
      ...(isSafe
        ? [`return ${aggregate.isBigint ? 'BigInt' : 'Number'}(${held}.total)${end}`]
        : [
            `if (${held}.size <= Number.MAX_SAFE_INTEGER) return Number(${held}.total)${end}`,
            `const rows = await ${again}${end}`,
            `return rows.reduce((sum, row) => sum + (row${property} ?? 0), 0)${end}`,
          ]),
    ],
  })
}

interface Custom {
  readonly doc: string
  readonly returns: string
  readonly lines: readonly string[]
}

async function binds(planning: Planning, sql: string): Promise<boolean> {
  return (await planning.analyzer.analyze(sql)).ok
}

function capital(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1)
}
