import type { CallExpression } from 'oxc-parser'
import type { ClientMethod } from '../../../clients/client-profile.js'
import type { Planning } from '../../../plan/planning.js'
import type { ClientValue, Touch } from '../../../survey/client-value.js'
import { neoCompat } from '../../../survey/driver-openings.js'
import type { Node } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
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
import { type SettledPromise, settledPromise } from './settled-promise.js'
import type { StatementRole } from './statement-roles.js'

const given = { parameters: 'variadic', rowDefault: 'any' } as const
const roles: ReadonlyMap<StatementRole, ClientMethod> = new Map([
  ['query', { ...given, name: 'all', result: 'rows' }],
  ['maybeOne', { ...given, name: 'all', result: 'first-row-or-undefined' }],
  ['execute', { ...given, name: 'run', result: 'nothing' }],
])

/** A client that tells by callbacks, around each of which the code puts a promise. */
export class ClientCallbacks extends ClientThrough {
  readonly #facade: Facade

  private constructor(facade: Facade) {
    super(facade.accessor, label(facade.accessor), roles, true)
    this.#facade = facade
  }

  static read(planning: Planning, facade: Facade): ClientCallbacks | undefined {
    const { accessor } = facade
    const isUsed = planning.survey.values.some(
      ({ origin, touches }) =>
        origin.type === 'accessor' &&
        origin.accessor === accessor.id &&
        touches.some((touch) => promised(touch) !== undefined),
    )
    return isUsed ? new ClientCallbacks(facade) : undefined
  }

  override touchesOf(value: ClientValue): readonly Touch[] {
    return value.touches.flatMap((touch) => promised(touch) ?? [])
  }

  /** `all` is for one row as for many. */
  override methodOf(file: SourceFile, touch: Touch): ClientMethod | undefined {
    const method = super.methodOf(file, touch)
    const promise = promises.get(touch)
    return method && promise && { ...method, result: promise.gives }
  }

  override bindingFor(): RepositoryBinding {
    return bindingBy('callbackHelpers')
  }

  protected override options({ fromFile, module }: TokenWriting): TokenOptions {
    const { accessor } = this.#facade
    return {
      lines: [`client: ${clientOf(accessor, module)}`, 'helpers: callbackHelpers'],
      imports: [
        { target: { package: neoCompat }, name: 'callbackHelpers' },
        ...(module === undefined ? [importOf(accessor, fromFile)] : []),
      ],
    }
  }
}

const promises = new WeakMap<Touch, SettledPromise>()

/** The call as if it gave a promise: the promise around it and the callback are gone. */
function promised(touch: Touch): Touch | undefined {
  if (touch.method !== 'all' && touch.method !== 'run') return undefined
  const settled = settledPromise(touch.call as Node)
  if (!settled || (settled.gives === 'nothing') !== (touch.method === 'run')) return undefined
  const { made, given } = settled
  const awaited = made.parent?.type === 'AwaitExpression'
  const call = {
    ...touch.call,
    start: made.start,
    end: made.end,
    parent: made.parent,
    arguments: given,
    typeArguments: rowTypeOf(settled),
  } as CallExpression
  const promise: Touch = { ...touch, call, awaited }
  promises.set(promise, settled)
  return promise
}

/** `<Row>` of `new Promise<Row[]>` and `new Promise<Row | undefined>`. */
function rowTypeOf({ made: { typeArguments }, gives }: SettledPromise): CallExpression['typeArguments'] {
  const type = typeArguments?.params[0]
  if (!typeArguments || !type) return null
  if (gives === 'rows')
    return type.type === 'TSArrayType' ? { ...typeArguments, params: [type.elementType] } : null
  const [row, ...others] = type.type === 'TSUnionType' ? type.types : [type]
  const isRow = row && others.every(({ type: other }) => /^TS(Undefined|Null)Keyword$/.test(other))
  return isRow ? { ...typeArguments, params: [row] } : null
}
