import type { DataCall } from '../../../access/data-call.js'
import type { Planning } from '../../../plan/planning.js'
import { batchedWrite } from '../../../sql/batched-write.js'
import { cannotBeRefused } from '../../../sql/unrefused-write.js'
import { listTypeOf, literalLines, pluralOf, repositoryOf, styleOf } from '../batch-reads/batch-method.js'
import type { QueryRefusal } from '../refusals.js'

const numeric = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DOUBLE|FLOAT|DECIMAL.*)$/

/** The type of a list whose values reach the column as each value alone did; undefined when none does. */
function listTypeFor(type: string, inferred: string | undefined): string | undefined {
  if (type === 'Date') return inferred === 'TIMESTAMP' ? 'TIMESTAMP' : undefined
  const listType = listTypeOf(type)
  // DuckDB infers no type beside an operator: each value is bound as what it is, and so is the list.
  if (type === 'number' && inferred === undefined) return 'INTEGER'
  if (inferred === undefined) return listType === 'VARCHAR' || listType === 'BOOLEAN' ? listType : undefined
  if (!listType) return undefined
  if (listType === 'DOUBLE' || listType === 'HUGEINT') return numeric.test(inferred) ? listType : undefined
  return listType === 'VARCHAR' || inferred === 'BOOLEAN' ? listType : undefined
}

export interface WriteOptions {
  /** True where all writes note the same time anyway: inside one transaction. */
  readonly sharesTime: boolean
  /** True where each write is made whatever becomes of the others. */
  readonly sideBySide: boolean
}

/** The method that writes for many values at once, asked for from the repository. */
export async function writeMethod(
  planning: Planning,
  call: DataCall,
  varying: readonly number[],
  { sharesTime, sideBySide }: WriteOptions,
): Promise<{ readonly id: number } | { readonly refused: QueryRefusal; readonly detail?: string }> {
  const { method } = call
  const passes = method.passes
  if (!passes || method.named || passes.length !== method.parameters.length)
    return { refused: 'unfamiliar-method', detail: method.name }
  const analysis = await planning.analyzer.analyze(method.sqlValue)
  if (!analysis.ok) return { refused: 'unfamiliar-method', detail: method.name }
  const types = new Map<number, string>()
  const inferredAt = (position: number) => {
    const type = analysis.parameters.find((parameter) => parameter.index === position + 1)?.type
    return type === undefined ? undefined : String(type)
  }
  for (const [position, name] of passes.entries()) {
    const index = method.parameters.findIndex((parameter) => parameter.name === name)
    if (!varying.includes(index)) continue
    const { type } = method.parameters[index]!
    const inferred = inferredAt(position)
    const listType = listTypeFor(type, inferred)
    if (!listType) return { refused: 'may-fail', detail: `${name}: ${type} against ${inferred}` }
    types.set(position, listType)
  }
  const batched = await batchedWrite(planning.analyzer, method.sqlValue, { varying: types, sharesTime })
  if (typeof batched === 'string') return { refused: batched, detail: method.name }
  const isKeyText = batched.distinct.some(
    (of) => types.get(of) === 'TIMESTAMP' || (types.get(of) === 'VARCHAR' && inferredAt(of) !== 'VARCHAR'),
  )
  if (isKeyText) return { refused: 'unfamiliar-write', detail: method.name }
  if (sideBySide) {
    const allowed = passes.map((name, position) => ({
      type: method.parameters.find((parameter) => parameter.name === name)!.type,
      inferred: inferredAt(position),
    }))
    if (!cannotBeRefused(planning.analyzer, method.sqlValue, allowed))
      return { refused: 'fails-each-alone', detail: method.name }
  }
  const lists = new Set([...types.keys()].map((position) => passes[position]!))
  const given = (name: string) => (lists.has(name) ? pluralOf(name) : name)
  const { semicolons, typed } = styleOf(planning, call.repository.file)
  const end = semicolons ? ';' : ''
  const at = (name: string) => (lists.has(name) ? `${pluralOf(name)}[index]${typed ? '!' : ''}` : name)
  const parameters = method.parameters.map(({ name, type }) =>
    lists.has(name)
      ? { name: pluralOf(name), type: `readonly ${type.includes('|') ? `(${type})` : type}[]` }
      : { name, type },
  )
  const [firstList] = lists
  const values = batched.parameters.map(({ of }) => given(passes[of]!))
  const single = `this.${method.name}(${method.parameters.map(({ name }) => at(name)).join(', ')})`
  const whole = [...types].flatMap(([position, type]) => (type === 'INTEGER' ? [at(passes[position]!)] : []))
  const distinct = batched.distinct.filter((of) => types.has(of)).map((of) => at(passes[of]!))
  const id = planning.registry.request(repositoryOf(planning, call.repository), {
    result: 'rows-changed',
    sql: `\`${batched.sql}\``,
    sqlValue: batched.sql,
    parameters,
    argument: `[${values.join(', ')}]`,
    imports: [{ target: { package: '@duckshift/runtime' }, name: 'writeTogether' }],
    names: [`${method.name}ForEach`],
    custom: {
      doc: `What \`${method.name}\` does for each of the ${pluralOf(firstList!)}, in one statement where that leaves the same rows.`,
      returns: 'Promise<number>',
      lines: [
        `return writeTogether([...${pluralOf(firstList!)}.keys()], {`,
        '\ttogether: async () => {',
        '\t\tconst { rowsChanged } = await this.db.execute(',
        ...literalLines(batched.sql).map((line) => `\t\t${line}`),
        `\t\t\t[${values.join(', ')}],`,
        `\t\t)${end}`,
        `\t\treturn rowsChanged${end}`,
        '\t},',
        ...(method.result === 'rows-changed'
          ? [`\tsingle: (index) => ${single},`]
          : ['\tsingle: async (index) => {', `\t\tawait ${single}${end}`, `\t\treturn 0${end}`, '\t},']),
        ...(distinct.length > 0 ? [`\tdistinctBy: (index) => [${distinct.join(', ')}],`] : []),
        ...(whole.length > 0
          ? [`\tfits: (index) => ${whole.map((value) => `(${value} | 0) === ${value}`).join(' && ')},`]
          : []),
        `})${end}`,
      ],
    },
  })
  return { id }
}
