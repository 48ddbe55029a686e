import { createToken, lazyDatabase } from '@duckshift/runtime'

/** The application's database, opened at its first use. */
export const database = createToken('database', () =>
  lazyDatabase('items.duckdb'),
)
