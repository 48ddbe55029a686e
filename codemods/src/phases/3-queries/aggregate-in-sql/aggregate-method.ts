import type { DataCall } from '../../../access/data-call.js'
import { codeStyleOf } from '../../../edits/code-style.js'
import type { Planning } from '../../../plan/planning.js'
import type { MethodParameter } from '../../../repositories/repository-method.js'
import { asTable, topOfSelect } from '../../../sql/aggregate-select.js'
import { pascalCase } from '../../../sql/method-name.js'
import { groupedSelect, quotedName as quoted, selectOfColumns } from '../../../sql/plain-select.js'
import { keyName, type Node } from '../../../survey/nodes.js'
import { literalLines, repositoryOf, styleOf } from '../batch-reads/batch-method.js'
import type { Aggregate } from './forms.js'
import { kindOf } from './row-sql.js'

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
  const { indent } = codeStyleOf(planning.survey.project.text(call.repository.file) ?? '', typed)
  const end = semicolons ? ';' : ''
  const given = [...(method.passes ?? []), ...extra.map(({ name }) => name)]
  const argument =
    given.length === 0 ? undefined : method.named ? `{ ${given.join(', ')} }` : `[${given.join(', ')}]`
  const parameters = [...method.parameters, ...extra.map(({ name, type }) => ({ name, type }))]
  const rest = method.name.replace(/^(list|find|get|select|load|fetch|query)(All)?(?=[A-Z]|$)/, '')
  const condition = /By[A-Z]\w*$/.exec(rest)?.[0] ?? ''
  const request = (
    sql: string,
    names: readonly string[],
    custom: Custom | undefined,
    rowType = method.rowType,
  ) =>
    planning.registry.request(repositoryOf(planning, call.repository), {
      result: 'rows',
      sql: `\`${(custom ? sql : sql.replaceAll('\n', `\n${indent.repeat(4)}`)).replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``,
      sqlValue: sql,
      parameters,
      ...(argument && { argument }),
      imports: [],
      names,
      ...(custom ? { custom } : rowType && { rowType }),
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
  if (aggregate.kind === 'top') {
    const terms = aggregate.by.map(({ column, descending }) => {
      const isLong = kindOf(column.type) === 'long'
      return `${quoted(column.name)}${isLong ? '::DOUBLE' : ''}${descending ? ' DESC' : ''}`
    })
    const sql = await topOfSelect(planning.analyzer, method.sqlValue, {
      by: terms.join(', '),
      limit: aggregate.limit,
    })
    const [first] = aggregate.by
    const wanted = `${first!.descending ? 'top' : 'bottom'}${rest}By${pascalCase(first!.column.name)}`
    if (!sql) return undefined
    const { columns } = aggregate
    const narrow = columns && (await selectOfColumns(planning.analyzer, sql, new Set(columns)))
    return narrow && columns
      ? request(narrow, [wanted], undefined, narrowRow(planning, call, columns))
      : request(sql, [wanted], undefined)
  }
  if (aggregate.kind === 'project') {
    const sql = await selectOfColumns(planning.analyzer, method.sqlValue, new Set(aggregate.columns))
    const columns = aggregate.columns.map(pascalCase)
    const told = columns.length <= 3 ? columns.join('And') : 'FewerColumns'
    const rowType = narrowRow(planning, call, aggregate.columns)
    return sql ? request(sql, [`list${told}${condition}`], undefined, rowType) : undefined
  }
  if (aggregate.kind === 'group') {
    const { keys, sum } = aggregate.group
    const names = keys.map((key) => key.name)
    const sql = await groupedSelect(planning.analyzer, method.sqlValue, {
      keys: names,
      sum: sum?.name,
      as: aggregate.as,
    })
    const what = `${sum ? `sum${pascalCase(sum.name)}` : 'count'}By${names.map(pascalCase).join('And')}`
    const row = method.rowType && `${narrowRow(planning, call, names)} & { ${aggregate.as}: number }`
    return sql ? request(sql, [what + condition.replace(/^By/, 'For')], undefined, row) : undefined
  }
  const name = quoted(aggregate.column.name)
  const column = pascalCase(aggregate.column.name)
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

/** The type of a row with only some of its columns. */
function narrowRow(planning: Planning, call: DataCall, columns: readonly string[]): string | undefined {
  const { rowType, rowTypeNode } = call.method
  if (!rowType || /^(any|unknown)$|^Record</.test(rowType)) return rowType
  const file = planning.survey.project.source(call.repository.file)
  if (file && rowTypeNode?.type === 'TSTypeLiteral') {
    const members = (rowTypeNode.members as Node[]).filter(
      (member) => member.type === 'TSPropertySignature' && columns.includes(keyName(member.key) ?? ''),
    )
    const texts = members.map((member) => file.textOf(member).replace(/[;,]\s*$/, ''))
    if (texts.length === columns.length) return `{ ${texts.join('; ')} }`
  }
  const { quote } = codeStyleOf(file?.text ?? '', true)
  return `Pick<${rowType}, ${columns.map((name) => `${quote}${name}${quote}`).join(' | ')}>`
}
