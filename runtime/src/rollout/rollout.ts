import { AsyncLocalStorage } from 'node:async_hooks'
import type { Client } from '@openfeature/server-sdk'
import { FlagFile } from './flag-file.js'
import { isIn, parseRolloutState, type RolloutState } from './rollout-state.js'

export interface RolloutOptions {
  /** States by flag, from code: `{ 'phase-3': 'on', ModelConfigs: '25%' }`. */
  readonly flags?: Readonly<Record<string, RolloutState | string | boolean | number>>
  /**
   * `DUCKSHIFT_ROLLOUT_<FLAG>` (capitals, other signs as `_`), and `DUCKSHIFT_ROLLOUT_KILL=1`. Default: the
   * process's own.
   */
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** A JSON file that is watched: `{ "kill": false, "flags": { … } }`. */
  readonly file?: string
  /** An OpenFeature client; flags are asked of it as booleans, the key being the `targetingKey`. */
  readonly openFeature?: Pick<Client, 'getBooleanValue'>
  /** A flag file that cannot be read, an OpenFeature provider that fails. Default: a process warning. */
  readonly onProblem?: (problem: Error) => void
}

const currentKey = new AsyncLocalStorage<string>()

/** Runs `work` for one tenant, user or whatever the rollout goes by: everything it calls uses that key. */
export function withRolloutKey<R>(key: string, work: () => R): R {
  return currentKey.run(key, work)
}

export function rolloutKey(): string | undefined {
  return currentKey.getStore()
}

/**
 * Says who is on the new side, flag by flag. The kill switch (from code, the environment or the file) beats
 * everything; then the file, OpenFeature, the environment, and the code, in this order. A flag nobody names is off.
 */
export class Rollout {
  readonly #states: ReadonlyMap<string, RolloutState>
  readonly #environment: Readonly<Record<string, string | undefined>>
  readonly #file: FlagFile | undefined
  readonly #openFeature: RolloutOptions['openFeature']
  readonly #onProblem: (problem: Error) => void
  #killed = false

  /** Throws TypeError for a state that is none. */
  constructor(options: RolloutOptions = {}) {
    this.#onProblem = options.onProblem ?? ((problem) => process.emitWarning(problem))
    this.#environment = options.environment ?? process.env
    this.#states = new Map(
      Object.entries(options.flags ?? {}).map(([name, value]) => [name, stateOf(name, value)]),
    )
    this.#file = options.file === undefined ? undefined : new FlagFile(options.file, this.#onProblem)
    this.#openFeature = options.openFeature
  }

  get isKilled(): boolean {
    const fromEnvironment = this.#environment.DUCKSHIFT_ROLLOUT_KILL
    return (
      this.#killed ||
      this.#file?.content.isKilled === true ||
      (fromEnvironment !== undefined &&
        parseRolloutState(fromEnvironment) !== 'off' &&
        fromEnvironment !== '0')
    )
  }

  /** Everybody is on the old side from now on, until `revive`. */
  kill(): void {
    this.#killed = true
  }

  revive(): void {
    this.#killed = false
  }

  /** Where the flag stands without OpenFeature. */
  state(flag: string): RolloutState {
    if (this.isKilled) return 'off'
    return this.#file?.content.states.get(flag) ?? this.#configured(flag) ?? 'off'
  }

  /** Whether the key, by default that of `withRolloutKey`, is on the new side. Never rejects. */
  async isOn(flag: string, key: string = rolloutKey() ?? ''): Promise<boolean> {
    if (this.isKilled) return false
    const fromFile = this.#file?.content.states.get(flag)
    if (fromFile !== undefined) return isIn(fromFile, flag, key)
    const configured = isIn(this.#configured(flag) ?? 'off', flag, key)
    if (!this.#openFeature) return configured
    try {
      const isOn = await this.#openFeature.getBooleanValue(flag, configured, { targetingKey: key })
      // The switch may have been thrown while the provider was asked.
      return isOn && !this.isKilled
    } catch (cause) {
      this.#onProblem(new Error(`OpenFeature failed for the flag "${flag}".`, { cause }))
      return configured
    }
  }

  close(): void {
    this.#file?.close()
  }

  #configured(flag: string): RolloutState | undefined {
    const name = `DUCKSHIFT_ROLLOUT_${flag.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}`
    const value = this.#environment[name]
    return (value === undefined ? undefined : parseRolloutState(value)) ?? this.#states.get(flag)
  }
}

function stateOf(flag: string, value: unknown): RolloutState {
  const state = parseRolloutState(value)
  if (state) return state
  throw new TypeError(
    `The flag "${flag}" is ${JSON.stringify(value)}; give "off", "on" or a percentage such as "25%".`,
  )
}
