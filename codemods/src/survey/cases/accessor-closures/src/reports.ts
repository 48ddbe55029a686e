import { csvService } from './csv.js'
import { getConnection } from './lazy.js'
import { openLogStorage } from './log-storage.js'

/** Made over a connection that somebody else opened: no accessor. */
export async function makeReports() {
  const connection = await getConnection() // usage: variable several-queries
  return {
    totals: () => connection.runAndReadAll('SELECT sum(price) FROM items'),
    names: () => connection.runAndReadAll('SELECT name FROM items'),
  }
}

export async function report() {
  const reports = await makeReports()
  const storage = await openLogStorage('logs.duckdb') // usage: variable
  return [await reports.totals(), await storage.count()]
}

export const countLines = (file: string) => csvService.run(`SELECT count(*) FROM read_csv('${file}')`) // usage: direct-call interpolated-sql
