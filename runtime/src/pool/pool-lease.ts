import type { Lane } from '../scheduling/driver-calls.js'
import type { HolderScope } from './holder-scope.js'
import type { Lease, ReleaseOptions } from './lease.js'

/** One of the pool's resources, between two loans or on loan. */
export interface Entry<T> {
  readonly resource: T
  readonly expiresAt: number
  readonly generation: number
  /** Older than it may get. */
  spent: boolean
  /** The first look at which it was idle; undefined when it was lent since. */
  idleSince: number | undefined
  lease: PoolLease<T> | undefined
}

type TakeBack<T> = (lease: PoolLease<T>, options: ReleaseOptions | undefined) => void

export class PoolLease<T> implements Lease<T> {
  readonly entry: Entry<T>
  readonly lane: Lane
  scope: HolderScope | undefined
  active = true
  readonly #takeBack: TakeBack<T>

  constructor(entry: Entry<T>, lane: Lane, takeBack: TakeBack<T>) {
    this.entry = entry
    this.lane = lane
    this.#takeBack = takeBack
  }

  get resource(): T {
    return this.entry.resource
  }

  release(options?: ReleaseOptions): void {
    if (this.deactivate()) this.#takeBack(this, options)
  }

  /** False when it was given back or revoked before. */
  deactivate(): boolean {
    if (!this.active) return false
    this.active = false
    return true
  }
}
