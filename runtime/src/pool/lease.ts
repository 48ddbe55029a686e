/** A resource on loan. Give it back exactly once. */
export interface Lease<T> {
  readonly resource: T
  /** Gives the resource back: `retire` destroys it, `check` has the pool's `recover` decide. */
  release(options?: ReleaseOptions): void
}

export interface ReleaseOptions {
  readonly retire?: boolean
  readonly check?: boolean
}

export interface PoolOptions<T> {
  readonly create: () => Promise<T>
  readonly destroy: (resource: T) => void
  /** Cleans and tries a resource that came back doubtful. False, or an error, destroys it. */
  readonly recover?: (resource: T) => Promise<boolean>
  /** Takes a resource away from its borrower when a close ran out of time, and destroys it. */
  readonly revoke?: (resource: T) => Promise<void>
  /** The most resources that exist at a time. */
  readonly max: number
  /** Resources kept although they are idle. */
  readonly min: number
  /** Resources that callers of the long lane leave free for the short lane. */
  readonly reserved?: number
  /** How long a caller waits in the queue. */
  readonly acquireTimeoutMs: number
  /** Idle resources above `min` are destroyed after this time. */
  readonly idleTimeoutMs: number
  /** A resource older than this, give or take a tenth, is replaced. */
  readonly maxLifetimeMs: number
  /** Reports leases held longer; 0 never does, and takes no stacks. */
  readonly leakDetectionMs?: number
  readonly onLeak?: (report: LeaseReport) => void
  readonly onUnleaked?: (report: LeaseReport) => void
}

export interface LeaseReport {
  readonly heldMs: number
  readonly stack: string
}

export interface PoolStats {
  readonly max: number
  readonly size: number
  readonly idle: number
  readonly inUse: number
  readonly waiting: number
  readonly acquired: number
  readonly timeouts: number
  /** Leases reported as leaked that are still out. */
  readonly leaked: number
  readonly created: number
  readonly destroyed: number
}
