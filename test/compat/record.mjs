// Records what the real duckdb-async and duckdb do: node test/compat/record.mjs FOLDER, or DUCKDB_ASYNC_FOLDER.
// FOLDER holds `node_modules/duckdb-async`. The results are in fixtures/.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { groupNames, observeGroup } from './observations/index.mjs'

const [packages = process.env.DUCKDB_ASYNC_FOLDER, group] = process.argv.slice(2)
if (!packages) {
  console.error(
    'Name the folder that holds node_modules/duckdb-async, as an argument or in DUCKDB_ASYNC_FOLDER.',
  )
  process.exit(2)
}
const require = createRequire(join(resolve(packages), 'package.json'))

if (group) await recordGroup(group)
else recordAll()

async function recordGroup(name) {
  const folder = mkdtempSync(join(tmpdir(), 'duckshift-record-'))
  const observations = await observeGroup(name, {
    duckdb: require('duckdb'),
    duckdbAsync: require('duckdb-async'),
    folder,
  })
  rmSync(folder, { recursive: true })
  process.stdout.write(JSON.stringify(observations))
}

/** A process of its own, more than once if need be: `each` of the real package ends the process where it is slow. */
function outputOf(...args) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return execFileSync(process.execPath, args, {
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
        stdio: 'pipe',
      })
    } catch (error) {
      if (attempt === 5) throw error
    }
  }
}

function recordAll() {
  const observations = {}
  for (const name of groupNames) {
    const output = outputOf(fileURLToPath(import.meta.url), packages, name)
    Object.assign(observations, JSON.parse(output))
  }
  const versions = Object.fromEntries(
    ['duckdb', 'duckdb-async'].map((name) => [name, require(`${name}/package.json`).version]),
  )
  const lines = Object.entries(observations).map(
    ([id, value]) => `${JSON.stringify(id)}: ${JSON.stringify(value)}`,
  )
  const target = new URL('fixtures/duckdb-async.json', import.meta.url)
  mkdirSync(new URL('.', target), { recursive: true })
  const text = `{"versions": ${JSON.stringify(versions)},\n"observations": {\n${lines.join(',\n')}\n}}\n`
  writeFileSync(target, text)
  const tour = fileURLToPath(new URL('tour.mjs', import.meta.url))
  const printed = outputOf(tour, packages)
  writeFileSync(new URL('fixtures/tour.txt', import.meta.url), printed)
  console.log(`${lines.length} observations recorded, and the tour.`)
}
