import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { copyOfModelhub, duckshift, project, repository, smallProject, treeHash } from '../support/project.js'

/** A project in which functions are handed a connection. */
function handedConnection(): string {
  const root = project({})
  const foundation = join(repository, 'codemods/src/phases/1-foundation')
  cpSync(join(foundation, 'inject-repository/cases/handed-connection/before'), root, { recursive: true })
  return root
}

describe('phase 1 on modelhub', () => {
  let root: string
  let before: string
  let run: string

  beforeAll(() => {
    root = copyOfModelhub()
    before = treeHash(root)
  })

  it('plans without writing', () => {
    const planned = duckshift(root, 'run', '1', '--json')
    expect(planned.code).toBe(1)
    expect(treeHash(root)).toBe(before)
    const report = JSON.parse(planned.out)
    expect(report.rehearsal).toMatchObject({ outcome: 'checked', newDiagnostics: [] })
    for (const refusal of report.refusals) {
      expect(refusal.message).toBeTruthy()
      expect(refusal.help).toBeTruthy()
    }
  })

  it('migrates at least 90% of the usages, and refuses the rest with reasons', () => {
    const left = JSON.parse(duckshift(root, 'status', '--json').out).totals.usages
    expect(duckshift(root, 'run', '1', '--write').code).toBe(0)
    const status = JSON.parse(duckshift(root, 'status', '--json').out)
    expect(status.totals.migrated + status.totals.served).toBe(left - status.totals.usages)
    expect(status.totals.migrated / left).toBeGreaterThanOrEqual(0.9)
    const listed = duckshift(root, 'runs').out
    expect(listed).toMatch(/ files, \+\d+ -\d+ lines$/m)
    run = listed.split(' ')[0]!
    const again = duckshift(root, 'run', '1', '--json')
    expect(again.code).toBe(0)
    const report = JSON.parse(again.out)
    expect(report.changes).toEqual([])
    const refused = new Set(report.refusals.map((refusal: { usage: string }) => refusal.usage))
    for (const usage of status.usages) expect(refused).toContain(usage.id)
  })

  it('says why of what is left, whichever phase was planned last', () => {
    const refused = () => JSON.parse(duckshift(root, 'status', '--json').out).totals.refused
    const before = refused()
    expect(before).toBeGreaterThan(0)
    expect(JSON.parse(duckshift(root, 'run', '4', '--json').out).changes).not.toEqual([])
    expect(refused()).toBe(before)
  })

  it('type-checks', () => {
    const tsc = spawnSync('npx', ['tsc', '--noEmit', '-p', root], { cwd: root, encoding: 'utf8' })
    expect(tsc.stdout).toBe('')
  })

  it('keeps line endings, byte order mark, tabs and quotes', () => {
    expect(
      readFileSync(join(root, 'src/services/lineage-service.ts'), 'utf8').replaceAll('\r\n', ''),
    ).not.toContain('\n')
    expect(readFileSync(join(root, 'src/reports/audit-report.ts'))[0]).toBe(0xef)
    const tabs = readFileSync(join(root, 'src/services/version-service.ts'), 'utf8')
    expect(tabs).toContain('\tprivate readonly modelVersions = inject(ModelVersionsRepository);')
    expect(tabs).toContain('import { inject } from "@duckshift/runtime";')
    expect(tabs).toContain('/** Newest first. */')
  })

  it('refuses to roll back over a later edit, and restores every byte once it is gone', () => {
    const file = join(root, 'src/lib/quota.ts')
    const migrated = readFileSync(file)
    writeFileSync(file, `${migrated}// later\n`)
    expect(duckshift(root, 'rollback', run).code).toBe(4)
    writeFileSync(file, migrated)
    expect(duckshift(root, 'rollback', run).code).toBe(0)
    expect(treeHash(root)).toBe(before)
    expect(duckshift(root, 'rollback', run).code).toBe(2)
  })
})

describe('what is injected and keeps its SQL', () => {
  it('is told apart from what repositories took over', () => {
    const root = project({
      'package.json':
        '{ "name": "app", "type": "module", "dependencies": { "@duckdb/node-api": "1.5.0" } }\n',
      'src/db.ts': `import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

let shared: Promise<DuckDBConnection> | undefined

export function getDb(): Promise<DuckDBConnection> {
  shared ??= DuckDBInstance.create(':memory:').then((instance) => instance.connect())
  return shared
}
`,
      'src/orders.ts': `import { getDb } from './db.js'

export async function total(): Promise<unknown> {
  const db = await getDb()
  const rows = await db.runAndReadAll('SELECT sum(amount) AS total FROM orders')
  return rows.getRowObjects()[0]?.total
}
`,
      'src/prepared.ts': `import { getDb } from './db.js'

export async function insert(ids: number[]): Promise<void> {
  const db = await getDb()
  const statement = await db.prepare('INSERT INTO orders VALUES ($1)')
  for (const id of ids) {
    statement.bindInteger(1, id)
    await statement.run()
  }
}
`,
    })
    const { out } = duckshift(root, 'run', '1', '--write')
    expect(out).toContain('Usages: 1 with SQL of their own still, which something injected sends.')
    const { totals } = JSON.parse(duckshift(root, 'status', '--json').out)
    expect(totals).toMatchObject({ usages: 0, migrated: 2, keepsSql: 1, served: 0 })
    expect(duckshift(root, 'status').out).toContain(
      '2 migrated (100%, 1 of them with SQL of their own still), ',
    )
  })
})

describe('what stays as it is on the runtime', () => {
  it('is migrated where the connection is handed to it, with what it keeps of SQL and why', () => {
    const root = handedConnection()
    // It has no statements: nothing of it is left to be moved.
    writeFileSync(
      join(root, 'src/twice.ts'),
      `import type { DuckDBConnection } from '@duckdb/node-api'
import { report } from './report.js'

export async function twice(connection: DuckDBConnection): Promise<unknown[]> {
  return [await report(connection), await report(connection)]
}
`,
    )
    const untouched = readFileSync(join(root, 'src/report.ts'), 'utf8')
    expect(JSON.parse(duckshift(root, 'status', '--json').out).totals.usages).toBe(4)
    expect(duckshift(root, 'run', '1', '--write').out).toContain(
      '2 places are handed it and stay as they are (`getColumns` is asked of its result).',
    )
    expect(readFileSync(join(root, 'src/report.ts'), 'utf8')).toBe(untouched)
    const { totals } = JSON.parse(duckshift(root, 'status', '--json').out)
    expect(totals).toMatchObject({ usages: 0, migrated: 4, keepsSql: 1, served: 0 })
    expect(duckshift(root, 'status').out).toContain(
      '4 migrated (100%, 1 of them with SQL of their own still), ',
    )
  })

  it('is what the code shows: a file that is put back without a rollback is left to do again', () => {
    const root = handedConnection()
    const totals = () => JSON.parse(duckshift(root, 'status', '--json').out).totals
    const before = totals()
    const sources = readdirSync(join(root, 'src')).map((name) => join(root, 'src', name))
    const texts = new Map(sources.map((path) => [path, readFileSync(path, 'utf8')]))
    expect(duckshift(root, 'run', '1', '--write').code).toBe(0)
    expect(totals()).toMatchObject({ usages: 0, migrated: before.usages })
    for (const [path, text] of texts) writeFileSync(path, text)
    expect(totals()).toMatchObject({ usages: before.usages, migrated: 0, keepsSql: 0, served: 0 })
  })

  it('counts no usage for what the later phases change beside usages', () => {
    const root = handedConnection()
    writeFileSync(
      join(root, 'src/failures.ts'),
      `export async function load(read: () => Promise<string>): Promise<string> {
  try {
    return await read()
  } catch (error) {
    throw new Error('The file cannot be read.')
  }
}
`,
    )
    const status = () => JSON.parse(duckshift(root, 'status', '--json').out)
    expect(duckshift(root, 'run', '1', '--write').code).toBe(0)
    const { totals } = status()
    for (const phase of ['4', '6']) {
      expect(duckshift(root, 'run', phase, '--write', '--allow-dirty').code).toBe(0)
      expect(status().totals).toEqual(totals)
    }
    expect(status().trend.at(0).usages).toBe(totals.migrated + totals.served)
  })

  it('is counted where the driver is swapped, so that nothing leaves the figures', () => {
    const root = project({
      'package.json': '{ "name": "app", "dependencies": { "duckdb": "^1.3.0" } }\n',
      'src/db.js': `const duckdb = require('duckdb')
const db = new duckdb.Database(':memory:')

function all(sql, ...values) {
  return new Promise((resolve, reject) => {
    db.all(sql, ...values, (error, rows) => (error ? reject(error) : resolve(rows)))
  })
}

const names = () => all('SELECT name FROM items')

module.exports = { all, names }
`,
      'src/server.js': `const { all } = require('./db')

exports.count = () => all('SELECT count(*) AS n FROM items')
`,
    })
    const totals = () => JSON.parse(duckshift(root, 'status', '--json').out).totals
    const { usages } = totals()
    expect(usages).toBeGreaterThan(1)
    expect(duckshift(root, 'run', '1', '--only', 'swap-driver', '--write').code).toBe(0)
    const swapped = totals()
    expect(swapped).toMatchObject({ migrated: 0 })
    expect(swapped.usages + swapped.served).toBe(usages)
    expect(duckshift(root, 'run', '1', '--write', '--allow-dirty').code).toBe(0)
    const moved = totals()
    expect(moved).toMatchObject({ usages: 0, refused: 0 })
    expect(moved.served).toBeGreaterThan(0)
    expect(moved.migrated + moved.served).toBe(usages)
  })
})

describe('what goes beside what stays', () => {
  it('is counted for itself: what stays has the numbers from then on that the others had', () => {
    const root = smallProject({
      'src/log.ts': `import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

class Db {
  #opening: Promise<DuckDBConnection> | undefined

  async execute(sql: string, params: DuckDBValue[] = []): Promise<number> {
    console.debug(sql)
    this.#opening ??= DuckDBInstance.create(':memory:').then((instance) => instance.connect())
    return (await (await this.#opening).run(sql, params)).rowsChanged
  }
}

export const log = new Db()
`,
      'src/move.ts': `import { log } from './log.js'

export async function move(from: number, to: number): Promise<void> {
  await log.execute('BEGIN')
  try {
    await log.execute("UPDATE items SET name = 'from' WHERE id = ?", [from])
    await log.execute("UPDATE items SET name = 'to' WHERE id = ?", [to])
    await log.execute('COMMIT')
  } catch (error) {
    await log.execute('ROLLBACK')
    throw error
  }
}
`,
    })
    const totals = () => JSON.parse(duckshift(root, 'status', '--json').out).totals
    const { usages } = totals()
    expect(duckshift(root, 'run', '1', '--write').code).toBe(0)
    const left = totals()
    expect(left.usages).toBe(3)
    expect(left.migrated).toBe(usages - 3)
    expect(left.refused).toBe(3)
  })
})

describe('a client among others', () => {
  it('is done with where repositories run on it, though other code still asks for the client', () => {
    const root = smallProject({
      'src/tenants.ts': `import { Client, getClient } from './db.js'

const clients = new Map<string, Client>()

export function open(tenant: string): void {
  clients.set(tenant, tenant === 'main' ? getClient() : new Client())
}

export async function nameIn(tenant: string, id: number): Promise<string | undefined> {
  const client = clients.get(tenant)
  if (!client) throw new Error(\`no \${tenant}\`)
  const rows = await client.query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
  return rows[0]?.name
}
`,
    })
    expect(duckshift(root, 'run', '1', '--write').code).toBe(0)
    expect(readFileSync(join(root, 'src/tenants.ts'), 'utf8')).toContain('databaseOn(client)')
    const { usages } = JSON.parse(duckshift(root, 'status', '--json').out)
    expect(usages).toEqual([])
  })
})

describe('a linked runtime', () => {
  it("brings no types of Node's into a project without them, in whose code they would be errors", () => {
    const root = smallProject({
      'src/label.ts': `import { getClient } from './db.js'

const label: string = process.env.LABEL

export async function count(): Promise<string> {
  const [row] = await getClient().query<{ n: number }>('SELECT count(*)::INTEGER AS n FROM items')
  return \`\${label}: \${row?.n}\`
}
`,
    })
    const modules = join(root, 'node_modules')
    rmSync(modules)
    for (const scope of ['@duckdb', '@duckshift']) {
      mkdirSync(join(modules, scope), { recursive: true })
      for (const name of readdirSync(join(repository, 'node_modules', scope)))
        symlinkSync(join(repository, 'node_modules', scope, name), join(modules, scope, name))
    }
    const { changes, refusals, rehearsal } = JSON.parse(duckshift(root, 'run', '1', '--json').out)
    expect(rehearsal.diagnosticsBefore).toBeGreaterThan(0)
    expect(refusals.filter(({ id }: { id: string }) => id === 'type-check')).toEqual([])
    expect(
      changes.some(({ files }: { files: { path: string }[] }) =>
        files.some(({ path }) => path === 'src/label.ts'),
      ),
    ).toBe(true)
  })
})

describe('a driver that is not installed', () => {
  it("is known by its types, so that the project's own errors are not the phase's", () => {
    const root = project({
      'package.json': '{ "name": "app", "type": "module", "dependencies": { "duckdb": "^1.3.0" } }\n',
      'tsconfig.json':
        '{ "compilerOptions": { "module": "nodenext", "strict": true, "types": [], "skipLibCheck": true }, "include": ["src"] }\n',
      'src/db.ts': `import duckdb from 'duckdb'

let db: duckdb.Database | null = null

export function getDb(): duckdb.Database {
  db ??= new duckdb.Database(':memory:')
  return db
}

export function rows(sql: string): duckdb.RowData[] {
  return getDb().prepare(sql).all()
}
`,
      'src/names.ts': `import { getDb } from './db.js'

export const names = () => new Promise((resolve, reject) => {
  getDb().all('SELECT name FROM items', (error, found) => (error ? reject(error) : resolve(found)))
})
`,
    })
    const { changes, refusals, rehearsal } = JSON.parse(duckshift(root, 'run', '1', '--json').out)
    expect(rehearsal).toMatchObject({ diagnosticsBefore: 1, newDiagnostics: [] })
    expect(refusals.filter(({ id }: { id: string }) => id === 'type-check')).toEqual([])
    expect(changes.map(({ codemod }: { codemod: string }) => codemod)).toContain('swap-driver')
  })
})

describe('modules without a configuration that leave out extensions', () => {
  it('are known to each other, as they are to what runs them', () => {
    const root = smallProject({
      'src/items.ts': `import { getClient } from './db'

export const names = async (): Promise<string[]> =>
  (await getClient().query<{ name: string }>('SELECT name FROM items')).map(({ name }) => name)
`,
    })
    rmSync(join(root, 'tsconfig.json'))
    const { changes, refusals } = JSON.parse(duckshift(root, 'run', '1', '--json').out)
    expect(refusals.filter(({ id }: { id: string }) => id === 'type-check')).toEqual([])
    expect(changes.map(({ codemod }: { codemod: string }) => codemod)).toContain('extract-repository')
  })
})
