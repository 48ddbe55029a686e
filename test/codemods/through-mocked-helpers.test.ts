import { rmSync } from 'node:fs'
import { applyPlan, planPhase } from '@duckshift/codemods'
import { filesUnder } from '@duckshift/codemods/testing'
import { expect, it } from 'vitest'
import { project } from '../support/project.js'

const source = {
  'package.json': '{ "name": "app", "type": "module", "dependencies": { "@duckdb/node-api": "1" } }\n',
  'schema.sql': 'CREATE TABLE items (id INTEGER, name VARCHAR);\n',
  'src/db.ts': `import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

let connection: DuckDBConnection | undefined

async function opened(): Promise<DuckDBConnection> {
  connection ??= await (await DuckDBInstance.create('items.duckdb')).connect()
  return connection
}

export async function query<T>(sql: string, params: (string | number)[] = []): Promise<T[]> {
  console.log(sql)
  return (await (await opened()).runAndReadAll(sql, params)).getRowObjectsJson() as T[]
}

export async function run(sql: string, params: (string | number)[] = []): Promise<void> {
  console.log(sql)
  await (await opened()).run(sql, params)
}
`,
  'src/items.ts': `import { query, run } from './db.js'

export const names = () => query<{ name: string }>('SELECT name FROM items')
export const named = (id: number) => query<{ name: string }>(\`SELECT name FROM items WHERE id = \${id}\`)
export const rename = (id: number, name: string) => run('UPDATE items SET name = ? WHERE id = ?', [name, id])
`,
}

/** Code whose helpers are given the connection. */
const opening = `import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

let connection: DuckDBConnection | undefined

export async function getDb(): Promise<DuckDBConnection> {
  connection ??= await (await DuckDBInstance.create('items.duckdb')).connect()
  return connection
}
`
const helpers = `
export async function query<T>(db: DuckDBConnection, sql: string, params: number[] = []): Promise<T[]> {
  console.log(sql)
  return (await db.runAndReadAll(sql, params)).getRowObjectsJson() as T[]
}

export async function run(db: DuckDBConnection, sql: string, params: number[] = []): Promise<void> {
  console.log(sql)
  await db.run(sql, params)
}
`
const callers = `
export async function names() {
  const db = await getDb()
  return query<{ name: string }>(db, 'SELECT name FROM items')
}

export async function remove(id: number) {
  const db = await getDb()
  await run(db, 'DELETE FROM items WHERE id = ?', [id])
}
`

async function planned(more: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> {
  const root = project({ ...source, ...more })
  try {
    applyPlan(root, await planPhase({ root, config: {}, phase: 1 }))
    return filesUnder(root)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

it('asks a replaced module for the functions alone that are called', async () => {
  const files = await planned({
    'test/items.test.ts': `import { expect, it, vi } from 'vitest'
import { names } from '../src/items.js'

vi.mock('../src/db.js', () => ({ query: async () => [] }))

it('has names', async () => {
  expect(await names()).toEqual([])
})
`,
  })
  expect(files['src/database.ts']).toContain('get query() { return query }, get run() { return run }')
})

it('asks helpers that are given the connection in the same way', async () => {
  const files = await planned({
    'src/db.ts': opening + helpers,
    'src/items.ts': `import { getDb, query, run } from './db.js'\n${callers}`,
    'test/items.test.ts': `import { expect, it, vi } from 'vitest'
import { names } from '../src/items.js'

vi.mock('../src/db.js', () => ({ getDb: async () => ({}), query: async () => [] }))

it('has names', async () => {
  expect(await names()).toEqual([])
})
`,
  })
  expect(files['src/database.ts']).toContain(
    'helpers: { get query() { return query }, get execute() { return run } }',
  )
})

it('asks helpers of a module that has no client in the same way', async () => {
  const files = await planned({
    'src/db.ts': opening,
    'src/helpers.ts': `import type { DuckDBConnection } from '@duckdb/node-api'\n${helpers}`,
    'src/items.ts': `import { getDb } from './db.js'\nimport { query, run } from './helpers.js'\n${callers}`,
    'test/items.test.ts': `import { expect, it, vi } from 'vitest'
import { names } from '../src/items.js'

vi.mock('../src/helpers.js', () => ({ query: async () => [] }))

it('has names', async () => {
  expect(await names()).toEqual([])
})
`,
  })
  expect(files['src/database.ts']).toContain(
    'helpers: { get query() { return query }, get execute() { return run } }',
  )
})

it('leaves SQL as it is that a setup file of the tests may look at', async () => {
  const setup =
    "import { vi } from 'vitest'\n\nvi.mock('../src/db.js', () => ({ query: vi.fn(), run: vi.fn() }))\n"
  const plain = (await planned({}))['src/repositories/items-repository.ts']
  expect(plain).toContain('WHERE id = ?')
  const mocked = await planned({ 'test/setup.ts': setup })
  expect(mocked['src/items.ts']).toContain(`WHERE id = $\{id}`)
})
