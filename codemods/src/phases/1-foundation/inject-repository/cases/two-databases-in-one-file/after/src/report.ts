import { inject } from '@duckshift/runtime'
import { database as metricsDatabase, dbAccessor as metricsDbAccessor } from './metrics/database.js'
import { database as salesDatabase, dbAccessor as salesDbAccessor } from './sales/database.js'

export async function prepareBoth() {
  const m = inject(metricsDatabase)
  await m.execute('CREATE TABLE IF NOT EXISTS notes (text VARCHAR)')
  const s = inject(salesDatabase)
  await s.execute('CREATE TABLE IF NOT EXISTS notes (text VARCHAR)')
}

export async function statements() {
  const [m, s] = await Promise.all([inject(metricsDbAccessor)(), inject(salesDbAccessor)()])
  return [await m.prepare('SELECT 1'), await s.prepare('SELECT 2')]
}
