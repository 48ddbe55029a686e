import type { ClientMethod } from '../../../clients/client-profile.js'
import type { Planning } from '../../../plan/planning.js'
import type { ClientValue, Touch } from '../../../survey/client-value.js'
import { isFunction, type Node, unwrap } from '../../../survey/nodes.js'
import type { Facade } from '../facade-accessor/facade-accessor.js'
import { label } from '../facade-accessor/facade-files.js'
import {
  bindingBy,
  ClientThrough,
  clientOf,
  importOf,
  type RepositoryBinding,
  type TokenOptions,
  type TokenWriting,
} from './client-through.js'
import type { StatementRole } from './statement-roles.js'

const given = { parameters: 'variadic', rowDefault: 'any' } as const
const roles: ReadonlyMap<StatementRole, ClientMethod> = new Map([
  ['query', { ...given, name: 'all', result: 'rows' }],
  ['execute', { ...given, name: 'run', result: 'nothing' }],
])
const ofPromises = ['duckdb-async', '@duckshift/runtime/compat/duckdb-async']
const ofCallbacks = ['duckdb', '@duckshift/runtime/compat/duckdb']

/** A database or connection of the deprecated package of promises: `await db.all(sql, …values)`. */
export class ClientPromises extends ClientThrough {
  protected override readonly because = "rows and values are the deprecated driver's"
  readonly #facade: Facade

  private constructor(facade: Facade) {
    super(facade.accessor, label(facade.accessor), roles, true)
    this.#facade = facade
  }

  static read({ survey: { project, values } }: Planning, facade: Facade): ClientPromises | undefined {
    const { accessor, opened } = facade
    const imports = (packages: readonly string[]) =>
      packages.some((name) => project.graph.importersOfPackage(name).includes(opened))
    if (accessor.client || !imports(ofPromises) || imports(ofCallbacks)) return undefined
    const isUsed = values.some(
      ({ origin, touches }) =>
        origin.type === 'accessor' && origin.accessor === accessor.id && touches.some(isPromised),
    )
    return isUsed ? new ClientPromises(facade) : undefined
  }

  override touchesOf(value: ClientValue): readonly Touch[] {
    return value.touches.filter(isPromised)
  }

  override bindingFor(): RepositoryBinding {
    return bindingBy('promiseHelpers')
  }

  protected override options({ quote, fromFile, module }: TokenWriting): TokenOptions {
    const { accessor } = this.#facade
    const methods = [...roles].map(([role, { name }]) => `${role}: ${quote}${name}${quote}`)
    return {
      lines: [
        `client: ${clientOf(accessor, module)}`,
        `methods: { ${[...methods, ...this.variadic(quote)].join(', ')} }`,
      ],
      imports: module === undefined ? [importOf(accessor, fromFile)] : [],
    }
  }
}

/** What is called with a callback tells by that. */
function isPromised({ method, call }: Touch): boolean {
  return /^(all|run)$/.test(method) && !call.arguments.some((value) => isFunction(unwrap(value as Node)))
}
