export { type BatchRow, rowsPerValue } from './batch/batch-rows.js'
export type { BatchedRead, BatchedReadOptions } from './batch/batched-read.js'
export type { BatchedWrite, BatchedWriteOptions } from './batch/batched-write.js'
export { type WriteTogetherOptions, writeTogether } from './batch/write-together.js'
export type { CacheOptions, CacheStats } from './cache/cache-options.js'
export { type CachePolicy, cached } from './cache/cached.js'
export { SharedCache, type SharedCacheOptions, type SharedRead } from './cache/shared-cache.js'
export {
  Container,
  createToken,
  type Injectable,
  InjectionError,
  inject,
  type Token,
} from './container/container.js'
export {
  type AppendOptions,
  type AppendRows,
  Connection,
  Database,
  type DatabaseStats,
  type ExecuteResult,
  type QueryOptions,
  type TransactionOptions,
} from './database.js'
export type { AttachedDatabase, ConnectionPoolOptions, DatabaseOptions } from './database-options.js'
export type {
  Columns,
  Driver,
  DriverConnection,
  DriverResult,
  Parameters,
  Row,
  RowFormat,
} from './driver/driver.js'
export * from './errors/database-error.js'
export type {
  CommitListener,
  CommittedWrite,
  DatabaseEventMap,
  DatabaseEvents,
  LeakReport,
} from './events/database-events.js'
export { lazyDatabase } from './lazy-database.js'
export type { PoolStats } from './pool/lease.js'
export { defaultDatabase, Repository } from './repository.js'
export * from './resilience/index.js'
export * from './rollout/index.js'
export * from './shadow/index.js'
