import type { Usage } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { Candidate } from '../../../plan/proposal.js'
import type { ClientValue } from '../../../survey/client-value.js'
import { DriverReach, reachOf } from '../../../survey/driver-openings.js'
import { clientId } from '../../../survey/held.js'
import {
  hasClientToken,
  isHandedClient,
  isHandedConnection,
  isHandedTransaction,
} from '../../../survey/served.js'
import type { Survey } from '../../../survey/survey.js'
import type { Facade } from '../facade-accessor/facade-accessor.js'

/** A usage that a facade serves as it stands. */
export interface ServedUsage {
  readonly usage: string
  /** The facade's module. */
  readonly facade: string
  /** Why statements of what is handed its connection stay. */
  readonly staying: readonly string[]
}

/**
 * Functions that are handed a connection of the driver's own type hide nothing: once the runtime opens every database
 * that may get to them, they run on it.
 */
export class HandedConnections {
  readonly #survey: Survey
  readonly #facades: readonly Facade[]
  readonly #feeding: Facade | undefined
  readonly #reach: DriverReach
  /** What each planned opening that no accessor shares may get to, by the module that opens. */
  readonly #strays: ReadonlyMap<string, ReadonlySet<string>>

  /** `facades`: those in place, and the candidates that put further ones there. */
  constructor({ survey }: Planning, facades: ReadonlyMap<string, Facade>, planned: readonly Candidate[]) {
    this.#survey = survey
    this.#facades = [...facades.values()]
    const openings = planned.flatMap(
      (candidate) => candidate.alternatives[0]?.files.map(({ path }) => path) ?? [],
    )
    const moved = new Set([...this.#facades.map(({ opened }) => opened), ...openings])
    this.#reach = new DriverReach(survey.project, moved)
    const shared = new Set(this.#facades.map(({ databaseModule }) => databaseModule))
    this.#strays = new Map(
      planned.flatMap(({ facade, foundation }) =>
        !foundation || facade === undefined || shared.has(facade)
          ? []
          : [[facade, reachOf(survey.project, [facade])] as const],
      ),
    )
    const first = planned.find(({ foundation }) => foundation)?.facade
    this.#feeding = this.#facades.find(({ databaseModule }) => databaseModule === first) ?? this.#facades[0]
  }

  /** The facade that a parameter's connection comes from. */
  facadeFeeding(value: ClientValue, usage: Usage): Facade | undefined {
    if (usage.inTest || !isHandedConnection(value, usage)) return undefined
    return this.mayComeFromDriver(value) ? undefined : this.#feeding
  }

  /** The same where a transaction is opened by hand on it: that stays until phase 2, its statements need not. */
  facadeFeedingTransaction(value: ClientValue, usage: Usage): Facade | undefined {
    if (usage.inTest || !isHandedTransaction(value, usage)) return undefined
    return this.mayComeFromDriver(value) ? undefined : this.#feeding
  }

  /** The module that opens what a place without any facade is handed, where every opening runs on the runtime. */
  openingFeeding(value: ClientValue, usage: Usage): string | undefined {
    const { project, accessors } = this.#survey
    if (usage.inTest || this.mayComeFromDriver(value)) return undefined
    if (!isHandedConnection(value, usage) && !isHandedClient(project, accessors, value, usage))
      return undefined
    return [...this.#strays].find(([, reached]) => reached.has(value.file))?.[0]
  }

  /** True where an opening that stays the driver's own may reach. `facade`: of the class that the client is of. */
  mayComeFromDriver(value: ClientValue, facade?: Facade): boolean {
    const client = facade?.accessor.client
    // A class that opens its database itself is handed none.
    if (client && facade.opened === client.module) return false
    return this.#reach.includes(value.file)
  }

  /** The facade of a client class that a parameter is handed, where the class is made or injected by whoever hands it in. */
  facadeOfClient(
    client: string,
    value: ClientValue,
    injected: ReadonlySet<string | undefined>,
  ): string | undefined {
    const facade = this.#facades.find(({ accessor }) => {
      const own = accessor.client ? clientId(accessor.client) : accessor.id
      if (own !== client) return false
      return (
        accessor.kind === 'constructor' ||
        injected.has(client) ||
        hasClientToken(this.#survey.project, accessor)
      )
    })
    return facade && !this.mayComeFromDriver(value, facade) ? facade.databaseModule : undefined
  }
}
