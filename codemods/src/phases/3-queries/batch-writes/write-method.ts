import type { DataCall } from '../../../access/data-call.js'
import type { Planning } from '../../../plan/planning.js'
import { batchedWrite } from '../../../sql/batched-write.js'
import { listTypeOf, literalLines, pluralOf, repositoryOf, styleOf } from '../batch-reads/batch-method.js'
import type { QueryRefusal } from '../refusals.js'

const numeric = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DOUBLE|FLOAT|DECIMAL.*)$/

/** True when a list of the parameter's values reaches the column as each value alone did. */
function fits(listType: string, inferred: string): boolean {
  if (listType === 'DOUBLE' || listType === 'HUGEINT') return numeric.test(inferred)
  return listType === 'VARCHAR' || inferred === 'BOOLEAN'
}

/** The method that writes for many values at once, asked for from the repository. */
export async function writeMethod(
  planning: Planning,
  call: DataCall,
  varying: readonly number[],
): Promise<{ readonly id: number } | { readonly refused: QueryRefusal; readonly detail?: string }> {
  const { method } = call
  const passes = method.passes
  if (!passes || method.named || passes.length !== method.parameters.length)
    return { refused: 'unfamiliar-method', detail: method.name }
  const analysis = await planning.analyzer.analyze(method.sqlValue)
  if (!analysis.ok) return { refused: 'unfamiliar-method', detail: method.name }
  const types = new Map<number, string>()
  for (const [position, name] of passes.entries()) {
    const index = method.parameters.findIndex((parameter) => parameter.name === name)
    if (!varying.includes(index)) continue
    const { type } = method.parameters[index]!
    const listType = listTypeOf(type)
    const inferred = String(analysis.parameters.find((parameter) => parameter.index === position + 1)?.type)
    if (!listType || !fits(listType, inferred))
      return { refused: 'may-fail', detail: `${name}: ${type} against ${inferred}` }
    types.set(position, listType)
  }
  const batched = await batchedWrite(planning.analyzer, method.sqlValue, types)
  if (!batched) return { refused: 'unfamiliar-write', detail: method.name }
  const isKeyText = batched.distinct.some((of) => {
    const inferred = String(analysis.parameters.find((parameter) => parameter.index === of + 1)?.type)
    return types.get(of) === 'VARCHAR' && inferred !== 'VARCHAR'
  })
  if (isKeyText) return { refused: 'unfamiliar-write', detail: method.name }
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
        `})${end}`,
      ],
    },
  })
  return { id }
}
