import * as fs from 'node:fs'
import { parseRolloutState, type RolloutState } from './rollout-state.js'

/** Short enough for a kill switch to act within a second. */
const lookEveryMs = 250

export interface FlagFileContent {
  readonly states: ReadonlyMap<string, RolloutState>
  readonly isKilled: boolean
}

const nothing: FlagFileContent = { states: new Map(), isKilled: false }

/**
 * A JSON file that is looked at again and again: `{ "kill": false, "flags": { "phase-3": "25%" } }`. While it cannot
 * be read as such, what it said before still holds; when it is gone, it says nothing.
 */
export class FlagFile {
  content: FlagFileContent = nothing
  readonly #path: string
  readonly #onProblem: (problem: Error) => void
  readonly #timer: NodeJS.Timeout
  #seen = ''

  constructor(path: string, onProblem: (problem: Error) => void) {
    this.#path = path
    this.#onProblem = onProblem
    this.#look()
    this.#timer = setInterval(() => this.#look(), lookEveryMs)
    this.#timer.unref()
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #look(): void {
    try {
      const found = fs.statSync(this.#path, { bigint: true, throwIfNoEntry: false })
      const seen = found ? `${found.ino} ${found.mtimeNs} ${found.size}` : 'gone'
      if (seen === this.#seen) return
      this.#seen = seen
      this.content = found ? parseFlags(fs.readFileSync(this.#path, 'utf8')) : nothing
    } catch (cause) {
      this.#onProblem(
        new Error(`The flag file ${this.#path} cannot be used; what it said before still holds.`, { cause }),
      )
    }
  }
}

function parseFlags(text: string): FlagFileContent {
  const { kill = false, flags = {} } = JSON.parse(text) as { kill?: unknown; flags?: unknown }
  if (typeof kill !== 'boolean' || typeof flags !== 'object' || flags === null) {
    throw new TypeError('It holds { "kill": true or false, "flags": { "name": "off", "on" or "25%" } }.')
  }
  const states = new Map<string, RolloutState>()
  for (const [name, value] of Object.entries(flags)) {
    const state = parseRolloutState(value)
    if (!state)
      throw new TypeError(`The flag "${name}" is neither "off", "on" nor a percentage such as "25%".`)
    states.set(name, state)
  }
  return { states, isKilled: kill }
}
