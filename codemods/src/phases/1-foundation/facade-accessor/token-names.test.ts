import { expect, it } from 'vitest'
import type { Accessor } from '../../../model.js'
import { tokenNames } from './token-names.js'

type Given = Partial<Accessor> & Pick<Accessor, 'export'>

function names(...given: Given[]): string[] {
  const group = given.map((each, index) => ({
    id: String(index),
    module: 'src/db/duckdb-client.ts',
    kind: 'function',
    ...each,
  }))
  return [...tokenNames(group as unknown as Accessor[]).values()]
}

it('calls a token after what its accessor hands out', () => {
  expect(names({ export: 'getConnection' }, { export: 'default' })).toEqual([
    'connectionAccessor',
    'duckdbClientAccessor',
  ])
  expect(names({ export: 'getOrCreateInstance' }, { export: 'getOrder' })).toEqual([
    'instanceAccessor',
    'orderAccessor',
  ])
  expect(names({ export: 'Store', member: 'get', kind: 'static-method' })).toEqual(['storeAccessor'])
  expect(names({ export: 'DuckManager', member: 'getInstance', kind: 'static-method' })).toEqual([
    'duckManagerAccessor',
  ])
  expect(names({ export: 'DB', kind: 'instance' })).toEqual(['dbClient'])
  expect(names({ export: 'DBClient' }, { export: 'getDBPool2' }, { export: 'DB2' })).toEqual([
    'dbClientAccessor',
    'dbPool2Accessor',
    'db2Accessor',
  ])
})

it('tells accessors apart by their whole names', () => {
  expect(names({ export: 'createStore' }, { export: 'getStore' })).toEqual([
    'createStoreAccessor',
    'getStoreAccessor',
  ])
  expect(
    names(
      { export: 'Reader', member: 'getInstance' },
      { export: 'Writer', member: 'getInstance' },
      { export: 'Writer', member: 'getInstanceSync' },
    ),
  ).toEqual(['readerAccessor', 'writerAccessor', 'instanceSyncAccessor'])
  expect(names({ export: 'Backend', member: 'createAsync' })).toEqual(['backendAccessor'])
  expect(names({ export: 'queryRows' }, { export: 'queryRows', module: 'src/other.ts' })).toEqual([
    'queryRowsAccessor',
    'queryRowsAccessor2',
  ])
})

it('calls the token of a static helper after its class, which it hands out', () => {
  expect(names({ export: 'Archive', member: 'query', kind: 'helper' })).toEqual(['archiveAccessor'])
  expect(
    names(
      { export: 'Archive', member: 'query', kind: 'helper' },
      { export: 'Archive', member: 'inTransaction', kind: 'scoped' },
    ),
  ).toEqual(['archiveQueryAccessor', 'archiveInTransactionAccessor'])
})

it('gives no token to what cannot be imported', () => {
  expect(names({ export: 'open', hidden: true }, { export: 'Client', kind: 'constructor' })).toEqual([])
})
