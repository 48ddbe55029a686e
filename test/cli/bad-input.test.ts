import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, it } from 'vitest'
import { duckshift, project, repository, smallProject, treeHash } from '../support/project.js'

function refuses(root: string, args: readonly string[], code: number, message: RegExp): void {
  const before = treeHash(root)
  const result = duckshift(root, ...args)
  expect(result.err).toMatch(message)
  expect(result.err).not.toContain('    at ')
  expect(result.code).toBe(code)
  expect(treeHash(root)).toBe(before)
}

describe('bad input is refused with a sentence, an exit code, and nothing written', () => {
  it('unknown phase', () => refuses(smallProject(), ['run', '7', '--write'], 2, /There is no phase "7"/))
  it('a phase that is no number', () => refuses(smallProject(), ['run', 'one'], 2, /There is no phase "one"/))
  it('unknown command', () =>
    refuses(smallProject(), ['runn', '1'], 2, /unknown command 'runn'[\s\S]*Did you mean one of run/))
  it('unknown codemod', () => refuses(smallProject(), ['run', '1', '--only', 'x'], 2, /no codemod "x"/))
  it('no such path', () =>
    refuses(smallProject(), ['run', '1', 'src/nope'], 2, /no file or folder "src\/nope"/))
  it('a path outside the project', () => {
    for (const path of ['..', 'src/../../'])
      refuses(smallProject(), ['run', '1', path], 2, /There is no file or folder ".*" in the project/)
    refuses(smallProject(), ['dead-code', '..'], 2, /no file or folder/)
  })
  it('a folder of a project', () => {
    const root = smallProject()
    expect(duckshift(join(root, 'src'), 'status').err).toMatch(
      /The project begins in \.\.: run duckshift there \(--cwd \.\.\)/,
    )
    const outside = project({ 'package.json': '{}', 'src/a.ts': 'export const a = 1\n' })
    refuses(join(outside, 'src'), ['run', '1'], 2, /No accessor[\s\S]*--cwd \.\.\)/)
    expect(duckshift(join(outside, 'src'), 'doctor').out).toMatch(
      /none found\n {9}The project begins in \.\./,
    )
  })
  it('no such folder', () =>
    refuses(join(smallProject(), 'src'), ['--cwd', '/does/not/exist', 'status'], 2, /no folder/))
  it('no accessor', () => {
    refuses(project({ 'src/a.ts': 'export const a = 1\n' }), ['run', '1', '--write'], 2, /No accessor/)
    const browser = {
      'src/web.ts': "import { AsyncDuckDB } from '@duckdb/duckdb-wasm'\nexport { AsyncDuckDB }\n",
    }
    refuses(project(browser), ['status'], 2, /src\/web\.ts imports, runs in a browser and stays/)
    const types = {
      'src/row.ts': "import type { DuckDBValue } from '@duckdb/node-api'\nexport type Row = DuckDBValue[]\n",
    }
    refuses(project(types), ['status'], 2, /A driver is imported by src\/row\.ts/)
    const local = {
      'src/report.ts':
        "import { DuckDBConnection } from '@duckdb/node-api'\n\nexport async function report() {\n  const connection = await DuckDBConnection.create()\n  return connection.runAndReadAll('SELECT 1')\n}\n",
    }
    refuses(project(local), ['status'], 2, /src\/report\.ts:4 opens a database for its own module/)
    const old = {
      'src/report.ts':
        "import { Database } from 'duckdb-async'\n\nexport async function report() {\n  const db = await Database.create(':memory:')\n  return db.all('SELECT 1')\n}\n",
    }
    refuses(project(old), ['run', '1'], 2, /without an accessor: duckshift run 1 --only swap-driver/)
  })
  it('unreadable tsconfig', () => {
    refuses(
      smallProject({ 'tsconfig.json': '{ "compilerOptions": ' }),
      ['run', '1', '--write'],
      2,
      /tsconfig\.json cannot be read/,
    )
  })
  it('a configuration that is not one', () => {
    refuses(
      smallProject({ 'duckshift.config.json': '{ "shema": [] }' }),
      ['status'],
      2,
      /unknown settings: shema/,
    )
  })
  it('no such plan or run', () => {
    refuses(smallProject(), ['apply', 'p1-nope'], 2, /There is no plan/)
    refuses(smallProject(), ['rollback', 'r1-nope'], 2, /There is no run/)
  })
  it('a dirty git tree', () => {
    const root = smallProject({ '.gitignore': 'node_modules\n' })
    const git = (...args: string[]) =>
      spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: root })
    git('init', '-q')
    git('add', '-A')
    git('commit', '-qm', 'all')
    writeFileSync(join(root, 'src/items.ts'), `${readFileSync(join(root, 'src/items.ts'), 'utf8')}// mine\n`)
    refuses(root, ['run', '1', '--write'], 2, /uncommitted change/)
    git('checkout', '--', '.')
    // What init has just written is no change of the user's.
    duckshift(root, 'init', '--force')
    expect(duckshift(root, 'run', '1', '--write').code).toBe(0)
    refuses(root, ['run', '1', '--write'], 2, /uncommitted change/)
    expect(duckshift(root, 'run', '1', '--write', '--allow-dirty').code).toBe(0)
  })
  it('a file edited between plan and apply', () => {
    const root = smallProject()
    const { plan } = JSON.parse(duckshift(root, 'run', '1', '--json').out)
    writeFileSync(
      join(root, 'src/items.ts'),
      `// edited\n${readFileSync(join(root, 'src/items.ts'), 'utf8')}`,
    )
    refuses(root, ['apply', plan], 4, /changed since plan .*src\/items\.ts/)
  })
})

describe('what cannot be read is left alone and said', () => {
  it('a file that does not parse, and one that is not UTF-8', () => {
    const root = smallProject({
      'src/broken.ts': "import { getClient } from './db.js'\nexport const x = {{{\n",
      'src/latin.ts': Buffer.from([0x2f, 0x2f, 0xe9, 0x0a]),
    })
    const status = JSON.parse(duckshift(root, 'status', '--json').out)
    expect(status.unreadable.map((entry: { file: string }) => entry.file).sort()).toEqual([
      'src/broken.ts',
      'src/latin.ts',
    ])
    expect(duckshift(root, 'run', '1', '--write').code).toBe(0)
    expect(readFileSync(join(root, 'src/broken.ts'), 'utf8')).toContain('{{{')
  })

  it('a locked database file names its holder', () => {
    const root = smallProject()
    const file = join(root, 'held.duckdb')
    const holder = spawnSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { DuckDBInstance } from '@duckdb/node-api'
         import { spawnSync } from 'node:child_process'
         const instance = await DuckDBInstance.create(${JSON.stringify(file)})
         const connection = await instance.connect()
         await connection.run('create table t (a int)')
         const doctor = spawnSync(process.execPath, [${JSON.stringify(join(repository, 'cli/dist/main.js'))}, '--cwd', ${JSON.stringify(root)}, 'doctor', '--database', 'held.duckdb'], { encoding: 'utf8' })
         console.log(JSON.stringify({ code: doctor.status, out: doctor.stdout, pid: process.pid }))`,
      ],
      { cwd: repository, encoding: 'utf8' },
    )
    const { code, out, pid } = JSON.parse(holder.stdout)
    expect(code).toBe(1)
    expect(out).toContain(`Process ${pid}`)
  })

  it('a database file of a DuckDB whose files are not read any more says how to write it anew', async () => {
    const root = smallProject()
    const file = join(root, 'old.duckdb')
    await (await DuckDBInstance.create(file)).connect().then((connection) => connection.closeSync())
    writeFileSync(file, withStorageVersion(readFileSync(file), 51))
    const { code, out } = duckshift(root, 'doctor', '--database', 'old.duckdb')
    expect(code).toBe(1)
    expect(out).toContain('EXPORT DATABASE with the DuckDB that wrote it')
  })
})

/** The first header block begins with its checksum, then `DUCK` and the version: a sum over words, of which one changes. */
function withStorageVersion(file: Buffer, version: number): Buffer {
  const factor = 0xbf58476d1ce4e5b9n
  const before = file.readBigUInt64LE(8)
  file.writeBigUInt64LE(BigInt(version), 12)
  const change = (before * factor) ^ (file.readBigUInt64LE(8) * factor)
  file.writeBigUInt64LE(file.readBigUInt64LE(0) ^ BigInt.asUintN(64, change), 0)
  return file
}

describe('what failed is JSON where the result would be', () => {
  it.each([
    [['status', '--json'], 2, 'no-accessor'],
    [['status', '--format', 'json'], 2, 'no-accessor'],
    [['--json', 'run', '7'], 2, 'unknown-phase'],
    [['rollback', 'r1-nope', '--json'], 2, 'no-such-run'],
    [['runn', '1', '--json'], 2, 'usage'],
    [['verify', '--json'], 2, 'usage'],
    [['status', '--format', 'xml', '--json'], 2, 'usage'],
    [['--json'], 2, 'usage'],
  ])('%j', (args, exitCode, code) => {
    const result = duckshift(project({ 'src/a.ts': 'export const a = 1\n' }), ...args)
    const { error } = JSON.parse(result.out)
    expect(result.code).toBe(exitCode)
    expect(error).toMatchObject({ code, exitCode })
    expect(error.message).not.toBe('')
    expect(error.message).not.toMatch(/^error:/)
    expect(error.help).not.toBe('')
    expect(result.err).not.toBe('')
  })
  it('without JSON there is a sentence alone', () => {
    expect(duckshift(smallProject(), 'run', '7').out).toBe('')
  })
})

describe('the command line itself', () => {
  it('teaches', () => {
    const { code, out } = duckshift(smallProject(), '--help')
    expect(code).toBe(0)
    expect(out).toContain('Exit codes:')
    expect(out).toContain('duckshift run 1')
  })
  it('writes a configuration once', () => {
    const root = smallProject()
    expect(duckshift(root, 'init').code).toBe(0)
    expect(readFileSync(join(root, 'duckshift.config.ts'), 'utf8')).toContain(
      "{ module: 'src/db.ts', export: 'getClient' }",
    )
    expect(duckshift(root, 'init').code).toBe(2)
    expect(duckshift(root, 'status').out).toContain('1 legacy usage left in 1 file')
  })
  it('prints no colours and no progress when piped', () => {
    const { out, err } = duckshift(smallProject(), 'run', '1')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: this is what must not be there
    expect(out + err).not.toMatch(/\u001b\[/)
  })
})
