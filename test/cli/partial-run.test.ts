import { describe, expect, it } from 'vitest'
import { duckshift, project, smallProjectFiles } from '../support/project.js'

interface Status {
  readonly accessors: readonly unknown[]
  readonly totals: { readonly usages: number; readonly migrated: number; readonly served: number }
}

function statusOf(root: string): Status {
  return JSON.parse(duckshift(root, 'status', '--json').out)
}

function runIn(root: string, ...paths: string[]): void {
  expect(duckshift(root, 'run', '1', ...paths, '--write').code).toBe(0)
}

const connection = `import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

let connection: DuckDBConnection | undefined

export async function getConnection() {
  connection ??= await (await DuckDBInstance.create(':memory:')).connect()
  return connection
}
`

const asking = `import { getConnection } from '../db.js'
import { count } from '../b/handed.js'

export async function counted(table: string) {
  return count(await getConnection(), table)
}
`

const handed = `import type { DuckDBConnection } from '@duckdb/node-api'
import { getConnection } from '../db.js'

export async function count(connection: DuckDBConnection, table: string) {
  return (await connection.runAndReadAll(\`SELECT count(*) FROM \${table}\`)).getRows()
}

export async function ids(table: string) {
  const connection = await getConnection()
  return (await connection.runAndReadAll(\`SELECT id FROM \${table}\`)).getRows()
}
`

const askingClient = `import { getClient } from '../db.js'
import { Holder, ids } from '../b/handed.js'

export const all = (table: string) => ids(getClient(), table)
export const held = (table: string) => new Holder(getClient()).ids(table)
`

const handedClient = `import { type Client, getClient } from '../db.js'

export const ids = (client: Client, table: string) => client.query(\`SELECT id FROM \${table}\`)

export class Holder {
  constructor(private readonly client: Client) {}

  ids(table: string) {
    return this.client.query(\`SELECT id FROM \${table}\`)
  }
}

export const own = (table: string) => getClient().query(\`SELECT id FROM \${table}\`)
`

describe('runs for one folder after another', () => {
  it.each([
    ['connection', { 'src/db.ts': connection, 'src/a/asking.ts': asking, 'src/b/handed.ts': handed }],
    ['client', { 'src/a/asking.ts': askingClient, 'src/b/handed.ts': handedClient }],
  ])('lose no usage that is handed the %s', (_, files) => {
    const root = project({ ...smallProjectFiles, ...files })
    const before = statusOf(root).totals.usages
    for (const path of ['src/a', 'src/b']) {
      runIn(root, path)
      const { usages, migrated, served } = statusOf(root).totals
      expect(usages + migrated + served).toBe(before)
    }
    expect(statusOf(root).totals.usages).toBe(0)
  })
})

describe('an accessor that the configuration names', () => {
  it('is what it is without being named', () => {
    const root = project({
      ...smallProjectFiles,
      'src/items.ts': `import { getClient } from './db.js'

export const ids = () => getClient().query<{ id: number }>('SELECT id FROM items')
`,
    })
    const before = statusOf(root).accessors
    expect(duckshift(root, 'init').code).toBe(0)
    expect(statusOf(root).accessors).toEqual(before)
    const { out } = duckshift(root, 'run', '1')
    expect(out).toContain('its client runs over the pool')
    expect(out).toContain('items-repository.ts')
  })
})
