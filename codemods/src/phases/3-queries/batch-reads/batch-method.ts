import type { DataCall } from '../../../access/data-call.js'
import type { Planning } from '../../../plan/planning.js'
import { methodKey, type RepositoryDraft } from '../../../repositories/repository-registry.js'
import { isCompound, onOneLine } from '../../../repositories/type-text.js'
import { batchedSelect } from '../../../sql/batched-select.js'
import { isClass, keyName, type Node } from '../../../survey/nodes.js'
import type { QueryRefusal } from '../refusals.js'

/** The SQL type of a list of what a parameter's TypeScript type allows; undefined for anything but plain types. */
export function listTypeOf(type: string): string | undefined {
  const members = type.split('|').map((member) => member.trim())
  const plain = members.filter((member) => member !== 'null' && member !== 'undefined')
  if (plain.length !== 1) return undefined
  return { string: 'VARCHAR', number: 'DOUBLE', bigint: 'HUGEINT', boolean: 'BOOLEAN' }[plain[0]!]
}

const cannotFail: Readonly<Record<string, RegExp>> = {
  VARCHAR: /^VARCHAR$/,
  DOUBLE: /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DOUBLE|FLOAT|DECIMAL.*)$/,
  HUGEINT: /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DOUBLE|FLOAT|DECIMAL.*)$/,
  BOOLEAN: /^BOOLEAN$/,
}

/** The method that answers a read for many values at once, asked for from the repository. */
export async function batchMethod(
  planning: Planning,
  call: DataCall,
  varying: readonly number[],
): Promise<{ readonly id: number } | { readonly refused: QueryRefusal; readonly detail?: string }> {
  const { method } = call
  if (!method.passes || method.named || method.passes.length !== method.parameters.length)
    return { refused: 'unfamiliar-method', detail: method.name }
  const analysis = await planning.analyzer.analyze(method.sqlValue)
  if (!analysis.ok || analysis.kind !== 'select') return { refused: 'unfamiliar-method', detail: method.name }
  const types = new Map<number, string>()
  for (const [position, name] of method.passes.entries()) {
    const index = method.parameters.findIndex((parameter) => parameter.name === name)
    if (!varying.includes(index)) continue
    const type = listTypeOf(method.parameters[index]!.type)
    const inferred = analysis.parameters.find((parameter) => parameter.index === position + 1)?.type
    if (!type || !inferred || !cannotFail[type]!.test(String(inferred)))
      return {
        refused: 'may-fail',
        detail: `${name}: ${method.parameters[index]!.type} against ${String(inferred)}`,
      }
    types.set(position, type)
  }
  const batched = await batchedSelect(planning.analyzer, method.sqlValue, types)
  if (typeof batched === 'string') return { refused: batched }
  const lists = new Set([...types.keys()].map((position) => method.passes![position]!))
  const parameters = method.parameters.map(({ name, type }) =>
    lists.has(name)
      ? { name: pluralOf(name), type: `readonly ${/[|]/.test(type) ? `(${type})` : type}[]` }
      : { name, type },
  )
  const first = pluralOf(method.passes[batched.parameters.find(({ isList }) => isList)!.of]!)
  const values = batched.parameters.map(({ of, isList }) =>
    isList ? pluralOf(method.passes![of]!) : method.passes![of]!,
  )
  const row = onOneLine(method.rowType ?? 'Record<string, unknown>')
  const list = isCompound(row) ? `(${row})` : row
  const element = {
    rows: `${list}[]`,
    'first-row-or-null': `${row} | null`,
    'first-row-or-undefined': `${row} | undefined`,
  }[method.result as string]
  if (!element) return { refused: 'unfamiliar-method', detail: method.name }
  const repository = repositoryOf(planning, call.repository)
  const { semicolons, typed } = styleOf(planning, call.repository.file)
  const end = semicolons ? ';' : ''
  const perValue = typed ? `rowsPerValue<${row}>` : 'rowsPerValue'
  const give = {
    rows: `return ${perValue}(rows, ${first}.length)${end}`,
    'first-row-or-null': `return ${perValue}(rows, ${first}.length).map(([row]) => row ?? null)${end}`,
    'first-row-or-undefined': `return ${perValue}(rows, ${first}.length).map(([row]) => row)${end}`,
  }[method.result as 'rows']
  const id = planning.registry.request(repository, {
    result: 'rows',
    sql: `\`${batched.sql}\``,
    sqlValue: batched.sql,
    parameters,
    argument: `[${values.join(', ')}]`,
    imports: [
      { target: { package: '@duckshift/runtime' }, name: 'rowsPerValue' },
      ...(typed ? [{ target: { package: '@duckshift/runtime' }, name: 'BatchRow', typeOnly: true }] : []),
    ],
    names: [`${method.name}ForEach`],
    custom: {
      doc: `What \`${method.name}\` finds for each of the ${first}, in their order, with one query.`,
      returns: `Promise<${isCompound(element) ? `(${element})` : element}[]>`,
      lines: [
        `if (${first}.length === 0) return []${end}`,
        `const rows = await this.db.query${typed ? `<BatchRow<${row}>>` : ''}(`,
        ...literalLines(batched.sql),
        `\t[${values.join(', ')}],`,
        `)${end}`,
        give,
      ],
    },
  })
  return { id }
}

export function literalLines(sql: string): string[] {
  const escaped = sql.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')
  const lines = escaped.split('\n')
  return lines.map((line, index) => {
    const before = index === 0 ? '\t`' : '\t\t'
    return `${before}${line}${index === lines.length - 1 ? '`,' : ''}`
  })
}

export function styleOf(
  planning: Planning,
  path: string,
): { readonly semicolons: boolean; readonly typed: boolean } {
  const text = planning.survey.project.text(path) ?? ''
  return { semicolons: /from ['"][^'"]+['"];\s*$/m.test(text), typed: /\.[cm]?tsx?$/.test(path) }
}

export function pluralOf(name: string): string {
  if (/s$/.test(name)) return `${name}List`
  if (/(x|ch|sh)$/.test(name)) return `${name}es`
  return /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`
}

/** A repository class that is in the project already, as the registry knows it. */
export function repositoryOf(
  planning: Planning,
  { file, className }: DataCall['repository'],
): RepositoryDraft {
  const source = planning.survey.project.source(file)
  const declaration = source?.scopes.topLevel(className)?.declaration
  const members = source && isClass(declaration) ? (declaration.body.body as Node[]) : []
  const names = members.flatMap((member) => ('key' in member ? (keyName(member.key as Node) ?? []) : []))
  const bodies = members.flatMap((member): [string, string][] => {
    const name = member.type === 'MethodDefinition' && !member.static ? keyName(member.key) : undefined
    const { params = [], body } = (member as { value?: { params?: Node[]; body?: Node | null } }).value ?? {}
    if (name === undefined || !body) return []
    return [
      [
        methodKey(
          params.map((each) => source!.textOf(each)),
          source!.textOf(body),
        ),
        name,
      ],
    ]
  })
  return planning.registry.add({
    className,
    file,
    variable: className,
    table: className,
    existing: new Set(names),
    methods: [],
    bodies: new Map(bodies),
  })
}
