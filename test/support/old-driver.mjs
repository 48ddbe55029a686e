import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('../..', import.meta.url))
let found

/**
 * A folder with the real `duckdb-async` in its node_modules: the one DUCKDB_ASYNC_FOLDER names, or an archive beside the
 * repository, unpacked, or the repository itself where it is installed. Undefined where there is none: it takes half an
 * hour to compile, so nothing depends on it.
 */
export function oldDriverFolder() {
  found ??= fromEnvironment() ?? fromArchive() ?? installed()
  return found
}

export const noOldDriver =
  'duckdb-async is not installed: set DUCKDB_ASYNC_FOLDER to a folder with node_modules/duckdb-async'

function fromEnvironment() {
  const { DUCKDB_ASYNC_FOLDER: folder } = process.env
  return folder && hasDriver(folder) ? resolve(folder) : undefined
}

function fromArchive() {
  const shared = join(repository, '..', 'shared', 'duckdb-async')
  const archive = existsSync(shared)
    ? readdirSync(shared).find((name) => name.endsWith(`-${process.platform}-${process.arch}.tar.xz`))
    : undefined
  if (!archive) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'duckshift-old-driver-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const { status } = spawnSync('tar', ['-xJf', join(shared, archive), '-C', folder])
  return status === 0 && hasDriver(folder) ? folder : undefined
}

function installed() {
  return hasDriver(repository) ? repository : undefined
}

function hasDriver(folder) {
  try {
    createRequire(join(resolve(folder), 'package.json')).resolve('duckdb-async')
    return true
  } catch {
    return false
  }
}
