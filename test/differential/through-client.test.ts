import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { applyPlan, planPhase } from '@duckshift/codemods'
import { filesUnder } from '@duckshift/codemods/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { project, repository } from '../support/project.js'

/** How a case is made ready, and what its functions are called with. */
interface Calls {
  readonly name: string
  readonly client: string
  readonly modules: readonly string[]
  readonly schema: (module: Exports) => Promise<unknown>
  readonly arguments: Readonly<Record<string, fc.Arbitrary<readonly unknown[]>>>
}

// biome-ignore lint/suspicious/noExplicitAny: the modules of a case export what they like
type Exports = Record<string, any>

const schema = `CREATE TABLE items (id INTEGER PRIMARY KEY, name VARCHAR, price BIGINT);
CREATE TABLE customers (id INTEGER);
CREATE TABLE visits (id INTEGER, seen TIMESTAMP);
INSERT INTO items VALUES (1, 'a', 10), (2, 'b', 20), (3, NULL, NULL);
INSERT INTO customers VALUES (1), (2);
INSERT INTO visits VALUES (1, '2024-01-02 03:04:05')`

const id = fc.integer({ min: 0, max: 5 })
const word = fc.constantFrom('a', 'b', "it's", '')
const price = fc.integer({ min: 0, max: 30 })
const none = fc.constant([])

const cases: readonly Calls[] = [
  {
    name: 'through-helpers',
    client: 'src/db.ts',
    modules: ['src/items.ts'],
    schema: async ({ run }) => {
      for (const statement of schema.split(';')) await run(statement)
    },
    arguments: {
      named: fc.tuple(word),
      one: fc.tuple(id),
      rename: fc.tuple(id, word),
      cheaperThan: fc.tuple(price),
      visits: none,
      both: none,
      sorted: fc.tuple(fc.constantFrom('id', 'name')),
      first: none,
      priced: fc.tuple(price, price),
      some: fc.tuple(price, word),
      byUser: fc.tuple(price),
      repeated: fc.tuple(fc.record({ low: price })),
      explained: fc.tuple(word),
    },
  },
  {
    name: 'through-given-connection',
    client: 'src/db.ts',
    modules: ['src/items.ts', 'src/page.ts'],
    schema: async ({ getDb }) => (await getDb()).run(schema),
    arguments: {
      saved: fc.tuple(id, word),
      all: none,
      found: fc.tuple(word, fc.constantFrom('id', 'name')),
      moved: fc.tuple(id, id),
      ids: none,
    },
  },
  {
    name: 'through-class',
    client: 'src/warehouse.ts',
    modules: ['src/reports.ts'],
    schema: async ({ warehouse }) => {
      for (const statement of schema.split(';')) await warehouse.query(statement)
    },
    arguments: { dearest: none, keptFor: fc.tuple(price), priceOf: fc.tuple(id), tables: none },
  },
  {
    name: 'through-callbacks',
    client: 'src/db.ts',
    modules: ['src/books.ts', 'src/kept.ts'],
    schema: async ({ getDatabase }) =>
      new Promise((resolve) =>
        getDatabase().exec(
          "CREATE TABLE books (id INTEGER PRIMARY KEY, title VARCHAR NOT NULL, copies INTEGER NOT NULL);\nINSERT INTO books VALUES (1, 'a', 1), (2, 'b', 2)",
          resolve,
        ),
      ),
    arguments: {
      allBooks: none,
      booksLike: fc.tuple(fc.constantFrom('a', 'b', '%')),
      addBook: fc.tuple(fc.record({ id, title: fc.option(word), copies: price })),
      bookOf: fc.tuple(id),
      exported: none,
      copies: fc.tuple(id),
      lend: fc.tuple(id),
    },
  },
]

async function load(root: string, { client, modules, schema: prepare }: Calls): Promise<Exports> {
  const at = (path: string) => import(/* @vite-ignore */ pathToFileURL(join(root, path)).href)
  await prepare(await at(client))
  return Object.assign({}, ...(await Promise.all(modules.map(at))))
}

async function outcome(module: Exports, name: string, values: readonly unknown[]): Promise<unknown> {
  try {
    return { value: await module[name](...values) }
  } catch (error) {
    return { error: (error as Error).message }
  }
}

describe('repositories through the legacy client do what the code did', () => {
  for (const calls of cases) {
    it(calls.name, { timeout: 120_000 }, async () => {
      const folder = join(repository, 'codemods/src/phases/1-foundation/inject-repository/cases', calls.name)
      const files = Object.fromEntries(
        Object.entries(filesUnder(join(folder, 'before'))).map(([path, text]) => [
          path,
          text.replace(/'\w+\.duckdb'/g, "':memory:'"),
        ]),
      )
      const [before, after] = [project(files), project(files)]
      try {
        // The deprecated driver is not installed: the code of before runs on what stands in for it.
        const swapped = await planPhase({ root: before, config: {}, phase: 1, only: ['swap-driver'] })
        if (swapped.changes.length > 0) applyPlan(before, swapped)
        const plan = await planPhase({ root: after, config: {}, phase: 1 })
        applyPlan(after, plan)
        expect(plan.changes.some(({ reason }) => /, through \w+/.test(reason))).toBe(true)
        const [old, fresh] = [await load(before, calls), await load(after, calls)]
        const call = fc.oneof(
          ...Object.entries(calls.arguments).map(([name, values]) =>
            values.map((given) => ({ name, given })),
          ),
        )
        for (const { name, given } of fc.sample(call, { numRuns: 120, seed: 20_241_129 }))
          expect(
            await outcome(fresh, name, structuredClone(given)),
            `${name}(${JSON.stringify(given)})`,
          ).toEqual(await outcome(old, name, structuredClone(given)))
      } finally {
        rmSync(before, { recursive: true, force: true })
        rmSync(after, { recursive: true, force: true })
      }
    })
  }
})
