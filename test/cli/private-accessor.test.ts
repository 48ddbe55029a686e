import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { duckshift, project } from '../support/project.js'

it('says of an accessor that is not exported that repositories are made on it, which is so until it is exported', () => {
  const root = project({
    'package.json':
      '{ "name": "store", "type": "module", "dependencies": { "@duckdb/node-api": "^1.4.0" } }\n',
    'src/store.ts': `import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

let opening: Promise<DuckDBConnection> | undefined

function connect(): Promise<DuckDBConnection> {
  opening ??= DuckDBInstance.create('store.duckdb').then((instance) => instance.connect())
  return opening
}

export async function remove(id: number): Promise<void> {
  const connection = await connect()
  await connection.run('DELETE FROM items WHERE id = ?', [id])
}
`,
  })
  expect(duckshift(root, 'init').out).toMatch(/It is not exported: repositories of its module are made on it/)
  const store = join(root, 'src/store.ts')
  expect(duckshift(root, 'run', '1').out).toContain('repositoryOn(ItemsRepository, connection)')
  writeFileSync(store, readFileSync(store, 'utf8').replace('function connect', 'export function connect'))
  expect(duckshift(root, 'run', '1').out).toContain('inject(ItemsRepository)')
}, 60_000)
