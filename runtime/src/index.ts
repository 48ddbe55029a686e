export {
  Container,
  createToken,
  type Injectable,
  InjectionError,
  inject,
  type Token,
} from './container/container.js'
export {
  Connection,
  Database,
  type DatabaseOptions,
  type DatabaseStats,
  type ExecuteResult,
  type QueryOptions,
  type TransactionOptions,
} from './database.js'
export type { Driver, DriverConnection, DriverResult, Parameters, Row, RowFormat } from './driver/driver.js'
export * from './errors/database-error.js'
export type { PoolStats } from './pool/pool.js'
export { defaultDatabase, Repository } from './repository.js'
