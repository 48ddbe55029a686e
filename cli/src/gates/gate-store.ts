import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GateReport } from '@duckshift/reports'

const folderOf = (root: string) => join(root, '.duckshift', 'gates')

/** Keeps a gate's result as `.duckshift/gates/<time>-<phase>.json`, so that the trend shows. */
export function saveGate(root: string, report: GateReport): void {
  mkdirSync(folderOf(root), { recursive: true })
  const name = `${report.at.replace(/[-:.]/g, '')}-${report.phase}.json`
  writeFileSync(join(folderOf(root), name), `${JSON.stringify(report, null, 2)}\n`)
}

/** The gates that were run here, the oldest first. */
export function storedGates(root: string): GateReport[] {
  if (!existsSync(folderOf(root))) return []
  return readdirSync(folderOf(root))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folderOf(root), name), 'utf8')) as GateReport)
    .filter((report) => report.version === 1)
}
