import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CodemodCaseOutcome, runCodemodCase } from '@duckshift/codemods/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { project, repository, smallProjectFiles } from '../support/project.js'

/** The functions under test, as a team would have written them, and as the phase leaves them. */
const source = `import { getClient } from './db.js'

const escapeSql = (text: string) => text.replace(/'/g, "''")

export const escaped = (text: string) =>
  getClient().query<{ id: number }>(\`SELECT id FROM items WHERE name = '\${escapeSql(text)}' ORDER BY id\`)

export const contains = (text: string) =>
  getClient().query<{ id: number }>(\`SELECT id FROM items WHERE name LIKE '%\${escapeSql(text)}%' ORDER BY id\`)

export const numbers = (low: number, high: number) =>
  getClient().query<{ id: number }>(\`SELECT id FROM items WHERE price BETWEEN \${low} AND \${high} ORDER BY id\`)

export const quotedNumber = (id: number) =>
  getClient().query<{ name: string }>(\`SELECT name FROM items WHERE id = '\${id}'\`)

export const page = (limit: number, offset: number) =>
  getClient().query<{ id: number }>('SELECT id FROM items ORDER BY id LIMIT ' + limit + ' OFFSET ' + offset)

export const either = (a: string, b: string) =>
  getClient().query<{ id: number }>(
    \`SELECT id FROM items WHERE category IN ('\${escapeSql(a)}', '\${b.replace(/'/g, "''")}') ORDER BY id\`,
  )

export async function add(id: number, name: string, price: number): Promise<void> {
  await getClient().execute(
    \`INSERT OR REPLACE INTO items (id, name, price, category) VALUES (\${id}, '\${escapeSql(name)}', \${price}, 'a\${id}')\`,
  )
}

export const all = () =>
  getClient().query<Record<string, unknown>>('SELECT id, name, price, category FROM items ORDER BY id')
`

type Functions = Record<string, (...args: never[]) => Promise<unknown>>
let before: Functions
let after: Functions
let outcome: CodemodCaseOutcome

beforeAll(async () => {
  const files = { 'src/items.ts': source }
  outcome = await runCodemodCase({
    before: files,
    base: smallProjectFiles,
    phase: 1,
    nodeModules: join(repository, 'node_modules'),
  })
  const legacy = project({ ...smallProjectFiles, ...files })
  const load = async (root: string): Promise<Functions> => {
    const { getClient } = await import(join(root, 'src/db.ts'))
    for (const statement of smallProjectFiles['schema.sql'].split(';\n').filter(Boolean))
      await getClient().execute(statement)
    const functions = await import(join(root, 'src/items.ts'))
    for (let id = 0; id < 20; id += 1) await functions.add(id, `it''em ${id % 7}%_`, id / 2)
    return functions
  }
  before = await load(legacy)
  after = await load(outcome.root)
})
afterAll(() => outcome.dispose())

async function told(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work
  } catch {
    // The words of an error may differ: a value is named where its text was.
    return 'failed'
  }
}

const text = fc.oneof(
  fc.string(),
  fc.string({
    unit: fc.constantFrom("'", '%', '_', '\\', 'a', 'item', ' ', '"', ';', '--', '\n', 'é', '$1', '?'),
  }),
)
/** More digits without an exponent are a DECIMAL to DuckDB, and not always the DOUBLE that was meant; a parameter is. */
const fewDigits = (value: number) => (String(value).includes('e') ? value : Number((value % 1e9).toFixed(6)))

const number = fc.oneof(
  fc.integer({ min: -5, max: 30 }),
  fc.integer(),
  // -0 is 0 in SQL text and -0 as a parameter: equal wherever it is compared, but not to the test.
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => fewDigits(value) + 0),
)

const inputs: Record<string, fc.Arbitrary<unknown[]>> = {
  escaped: fc.tuple(text),
  contains: fc.tuple(text),
  numbers: fc.tuple(number, number),
  quotedNumber: fc.tuple(fc.integer({ min: -3, max: 25 })),
  page: fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 })),
  either: fc.tuple(text, text),
}

describe('values moved out of SQL text', () => {
  it('all moved', () => {
    const migrated = readFileSync(join(outcome.root, 'src/items.ts'), 'utf8')
    expect(migrated).not.toMatch(/SELECT|INSERT/)
  })

  it('are compared on rows that exist', async () => {
    for (const functions of [before, after]) {
      expect(await functions.contains!(...(["'e"] as never[]))).toHaveLength(20)
      expect(await functions.contains!(...(["''em 3%"] as never[]))).toHaveLength(3)
      expect(await functions.page!(...([5, 2] as never[]))).toHaveLength(5)
      expect(await functions.quotedNumber!(...([7] as never[]))).toHaveLength(1)
    }
  })

  it.each(Object.entries(inputs))('%s finds the same rows, 200 times', async (name, input) => {
    await fc.assert(
      fc.asyncProperty(input, async (args) => {
        expect(await told(after[name]!(...(args as never[])))).toEqual(
          await told(before[name]!(...(args as never[]))),
        )
      }),
      { numRuns: 200 },
    )
  })

  it('writes the same rows, 200 times', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 40 }), text, number, async (id, name, price) => {
        const args = [id, name, price] as never[]
        expect(await told(after.add!(...args))).toEqual(await told(before.add!(...args)))
      }),
      { numRuns: 200 },
    )
    expect(await after.all!()).toEqual(await before.all!())
  })
})
