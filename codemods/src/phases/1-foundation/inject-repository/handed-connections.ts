import type { Usage } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { Candidate } from '../../../plan/proposal.js'
import type { ClientValue } from '../../../survey/client-value.js'
import { DriverReach } from '../../../survey/driver-openings.js'
import type { Project } from '../../../survey/project.js'
import { hasClientToken, isHandedConnection, isHandedTransaction } from '../../../survey/served.js'
import type { Facade } from '../facade-accessor/facade-accessor.js'

/** A usage that a facade serves as it stands. */
export interface ServedUsage {
  readonly usage: string
  /** The facade's module. */
  readonly facade: string
}

/**
 * Functions that are handed a connection of the driver's own type hide nothing: once the runtime opens every database
 * that may get to them, they run on it.
 */
export class HandedConnections {
  readonly #project: Project
  readonly #facades: readonly Facade[]
  readonly #feeding: Facade | undefined
  readonly #reach: DriverReach

  /** `facades`: those in place, and the candidates that put further ones there. */
  constructor({ survey }: Planning, facades: ReadonlyMap<string, Facade>, planned: readonly Candidate[]) {
    this.#project = survey.project
    this.#facades = [...facades.values()]
    const openings = planned.flatMap(
      (candidate) => candidate.alternatives[0]?.files.map(({ path }) => path) ?? [],
    )
    const moved = new Set([...this.#facades.map(({ opened }) => opened), ...openings])
    this.#reach = new DriverReach(survey.project, moved)
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
      const own = accessor.client ? `${accessor.client.module}#${accessor.client.name}` : accessor.id
      if (own !== client) return false
      return (
        accessor.kind === 'constructor' || injected.has(client) || hasClientToken(this.#project, accessor)
      )
    })
    return facade && !this.mayComeFromDriver(value, facade) ? facade.databaseModule : undefined
  }
}
