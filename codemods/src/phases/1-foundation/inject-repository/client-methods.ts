import { helperParameters, parametersSent } from '../../../clients/helper-parameters.js'
import { helpersBeside } from '../../../clients/helpers-beside.js'
import { statementFunctions } from '../../../clients/statement-methods.js'
import type { Accessor } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { ClientValue, Touch } from '../../../survey/client-value.js'
import { defaultName } from '../facade-accessor/database-text.js'
import { label } from '../facade-accessor/facade-files.js'
import {
  ClientThrough,
  clientOf,
  importOf,
  named,
  nameIn,
  type RepositoryBinding,
  type TokenOptions,
  type TokenWriting,
} from './client-through.js'
import { usedRoles } from './statement-roles.js'

/** A client's own methods, or the helpers of a module: `warehouse.query(sql)`, `query(sql, values)`. */
export class ClientMethods extends ClientThrough {
  #accessors: readonly Accessor[] = []

  static read(planning: Planning, accessor: Accessor): ClientMethods | undefined {
    const { project, accessors } = planning.survey
    const isHelper = accessor.kind === 'helper'
    const group = isHelper ? helpersBeside(accessors, accessor) : [accessor]
    const roles = usedRoles(planning, group)
    if (!roles) return undefined
    const names = new Set([...roles.values()].map(({ name }) => name))
    const used = isHelper ? group.filter((each) => names.has(each.member ?? each.export)) : group
    const bindsValues = isHelper
      ? used.every((each) => helperParameters(project, each) !== undefined)
      : !accessor.client && objectBinds(planning, accessor, names)
    const through = new ClientMethods(used[0]!, label(used[0]!), roles, bindsValues, [accessor.module])
    through.#accessors = used
    // A class is read whole; of an object it is not asked how much its functions do.
    if (!isHelper && !accessor.client) through.because = 'its own functions send them'
    return through
  }

  override touchesOf(value: ClientValue): readonly Touch[] {
    return value.touches
  }

  /** The functions themselves, for who has them at hand; undefined where they are members of something. */
  override bindingFor(quote: string): RepositoryBinding | undefined {
    const [first] = this.#accessors as [Accessor]
    if (first.kind !== 'helper' || first.member) return undefined
    const functions = [...this.roles].map(([role, { name }]) => named(role, name, false))
    const given = `{ ${[...functions, ...this.variadic(quote)].join(', ')} }`
    return {
      bind: ({ className }) => `repositoryThrough(${className}, ${given})`,
      isAlwaysThere: true,
      imports: [],
    }
  }

  protected override options({ quote, fromFile, module, mayBeMissing }: TokenWriting): TokenOptions {
    const [first] = this.#accessors as [Accessor]
    const isModule = first.kind === 'helper' && !first.member
    const accessors = isModule ? this.#accessors : [first]
    const client =
      first.kind !== 'helper'
        ? clientOf(first, module)
        : isModule
          ? `() => ${gathered(accessors, module, mayBeMissing)}`
          : `() => ${nameIn(first, module)}`
    const byDefault = accessors.find((each) => isModule && each.export === 'default')
    const methods = [...this.roles].map(([role, { name }]) => {
      const key = byDefault && name === 'default' ? defaultName(byDefault) : name
      return `${role}: ${quote}${key}${quote}`
    })
    return {
      lines: [`client: ${client}`, `methods: { ${[...methods, ...this.variadic(quote)].join(', ')} }`],
      imports: module === undefined ? accessors.map((each) => importOf(each, fromFile)) : [],
    }
  }
}

/** The helpers of a module in one object: the module itself, unless one of them is its default export. */
function gathered(accessors: readonly Accessor[], module: string | undefined, mayBeMissing: boolean): string {
  if (module !== undefined && !accessors.some((each) => each.export === 'default')) return module
  const members = accessors.map((each) => {
    const key = each.export === 'default' ? defaultName(each) : each.export
    return named(key, nameIn(each, module), mayBeMissing)
  })
  return `({ ${members.join(', ')} })`
}

/** True where an object's functions give the driver their values as they are. */
function objectBinds(
  { survey: { flow } }: Planning,
  accessor: Accessor,
  names: ReadonlySet<string>,
): boolean {
  const functions = statementFunctions(flow, accessor)
  return [...names].every((name) => {
    const declared = functions.get(name)
    return declared !== undefined && parametersSent(declared.file, declared.body) !== undefined
  })
}
