import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { replaceFile } from '../apply/disk.js'
import { DuckshiftError } from '../duckshift-error.js'
import { type Ledger, ledgerFile, parseLedger, renderLedger } from './ledger.js'

/** The project's ledger; undefined when it has none. Throws DuckshiftError (`corrupt-ledger`, exit code 2). */
export function readLedger(root: string): Ledger | undefined {
  const path = join(root, ledgerFile)
  if (!existsSync(path)) return undefined
  try {
    return parseLedger(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new DuckshiftError(`The ledger cannot be read: ${(cause as Error).message}`, {
      code: 'corrupt-ledger',
      exitCode: 2,
      help: `Mend the line, or delete ${ledgerFile} and write a fresh one: duckshift status --update`,
      cause,
    })
  }
}

export function writeLedger(root: string, ledger: Ledger): void {
  replaceFile(join(root, ledgerFile), Buffer.from(renderLedger(ledger)))
}
