export {
  type Migration,
  type MigrationOptions,
  type MigrationStatus,
  migrate,
  migrationStatus,
  readMigrations,
  rollbackMigrations,
} from './migrate.js'
export { MigrationError, type MigrationErrorCode } from './migration-error.js'
