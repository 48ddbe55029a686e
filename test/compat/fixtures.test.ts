import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { noOldDriver, oldDriverFolder } from '../support/old-driver.mjs'
import { copyOfFixture, duckshift, repository } from '../support/project.js'

const oldDriver = oldDriverFolder()
const binaries = join(repository, 'node_modules', '.bin')
const environment = { ...process.env, NODE_NO_WARNINGS: '1', VITEST: undefined, NODE_TEST_CONTEXT: undefined }

interface Application {
  readonly name: string
  readonly sources: readonly string[]
  /** Programs that must succeed: its tests, its type check. */
  readonly checks: readonly (readonly [string, ...string[]])[]
}

const applications: readonly Application[] = [
  { name: 'callback-api', sources: ['src/db.js'], checks: [[process.execPath, '--test', 'test/']] },
  {
    name: 'duckdb-async-app',
    sources: ['src/database.ts', 'src/drivers.ts', 'src/ingest.ts', 'src/vans.ts'],
    checks: [
      [join(binaries, 'tsc'), '--noEmit'],
      [join(binaries, 'vitest'), 'run'],
    ],
  },
]

describe.each(applications)('$name', { timeout: 300_000 }, ({ name, sources, checks }) => {
  it('passes its own tests with nothing changed but the imports', () => {
    const root = copyOfFixture(name)
    const run = duckshift(root, 'run', '1', '--only', 'swap-driver', '--write', '--json')
    expect(run, run.err).toMatchObject({ code: 0 })
    const { changes, refusals } = JSON.parse(run.out)
    expect(refusals).toEqual([])
    const files = changes.flatMap((change: { files: { path: string }[] }) =>
      change.files.map(({ path }) => path),
    )
    expect(files.sort()).toEqual(['package.json', ...sources])
    for (const file of sources) {
      const lines = (text: string) =>
        text.split('\n').map((line) => line.replace('@duckshift/runtime/compat/', ''))
      const legacy = readFileSync(join(repository, 'fixtures', name, file), 'utf8')
      expect(lines(readFileSync(join(root, file), 'utf8'))).toEqual(legacy.split('\n'))
    }
    for (const check of checks) assertSucceeds(root, check)
  })

  it.skipIf(!oldDriver)(`passes them on the real package${oldDriver ? '' : ` (${noOldDriver})`}`, () => {
    const root = copyOfFixture(name)
    useOldDriver(root, oldDriver!)
    for (const check of checks) assertSucceeds(root, check)
  })
})

function assertSucceeds(root: string, [program, ...args]: readonly [string, ...string[]]): void {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    env: environment,
  })
  expect(status, `${stdout}\n${stderr}`).toBe(0)
}

/** The repository's node_modules, without the runtime and with the old packages. */
function useOldDriver(root: string, folder: string): void {
  const modules = join(root, 'node_modules')
  rmSync(modules)
  mkdirSync(modules)
  for (const entry of readdirSync(join(repository, 'node_modules'))) {
    if (entry !== '@duckshift') symlinkSync(join(repository, 'node_modules', entry), join(modules, entry))
  }
  for (const name of ['duckdb', 'duckdb-async']) {
    rmSync(join(modules, name), { force: true })
    symlinkSync(join(folder, 'node_modules', name), join(modules, name))
  }
}
