import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SqlAnalyzer } from './sql-analyzer.js'

const schema = `
-- a comment; with a semicolon
CREATE TABLE Items (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL DEFAULT 'a;
b', tags VARCHAR[]); CREATE TABLE tags (item_id INTEGER, tag VARCHAR);
CREATE VIEW named AS SELECT id, name FROM Items;
CREATE TABLE broken (id NO_SUCH_TYPE);
CREATE TABLE "odd name" (id INTEGER);
`

let analyzer: SqlAnalyzer

beforeAll(async () => {
  analyzer = await SqlAnalyzer.open({ statements: [schema], origin: 'configured', files: [], foreign: [] })
})
afterAll(() => analyzer.close())

async function analysed(sql: string) {
  const analysis = await analyzer.analyze(sql)
  if (!analysis.ok) throw new Error(analysis.message)
  return analysis
}

describe('SqlAnalyzer', () => {
  it('takes every statement of the schema that DuckDB takes, and reports the others', () => {
    expect([...analyzer.tables].sort()).toEqual(['Items', 'named', 'odd name', 'tags'])
    expect(analyzer.problems).toHaveLength(1)
    expect(analyzer.problems[0]).toContain('NO_SUCH_TYPE')
  })

  it('makes the schemas and attached databases that statements name, and says nothing of a name that is there twice', async () => {
    const made = await SqlAnalyzer.open({
      statements: [
        'CREATE TABLE sales.orders (id INTEGER PRIMARY KEY, total INTEGER NOT NULL)',
        'CREATE TABLE lake.raw.events (id INTEGER NOT NULL)',
        'CREATE SCHEMA archive; CREATE TABLE archive.orders (id INTEGER, total INTEGER)',
      ],
      origin: 'configured',
      foreign: [],
      files: [],
    })
    try {
      expect(made.problems).toEqual([])
      const nullable = async (sql: string) => {
        const analysis = await made.analyze(sql)
        if (!analysis.ok) throw new Error(analysis.message)
        return analysis.columns.map((column) => column.nullable)
      }
      expect(await nullable('SELECT id FROM lake.raw.events')).toEqual([false])
      expect(await nullable('SELECT id, total FROM sales.orders')).toEqual([true, true])
      expect(made.factsOf('orders')).toBeUndefined()
    } finally {
      made.close()
    }
  })

  it.each([
    ['SELECT 1 FROM items', 'select'],
    ['FROM items', 'select'],
    ['INSERT INTO items (id) VALUES (1)', 'insert'],
    ['WITH old AS (SELECT id FROM items) DELETE FROM tags WHERE item_id IN (SELECT id FROM old)', 'delete'],
    ['WITH one AS (SELECT 1 AS id) INSERT INTO tags SELECT id, $1 FROM one', 'insert'],
    ['/* why */ UPDATE items SET name = ?', 'update'],
    ['CREATE TABLE more (id INTEGER)', 'other'],
  ])('%s is %s', async (sql, kind) => {
    expect((await analysed(sql)).kind).toBe(kind)
  })

  it('names the table a statement is about first, whatever its columns are called', async () => {
    expect((await analysed('SELECT tags FROM ITEMS')).tables).toEqual(['Items', 'tags'])
    expect((await analysed('DELETE FROM tags WHERE item_id IN (SELECT id FROM items)')).tables).toEqual([
      'tags',
      'Items',
    ])
    expect((await analysed("SELECT 'from tags' AS x FROM main.items -- from tags")).tables).toEqual(['Items'])
  })

  it('knows parameters and columns, their types and what can be null', async () => {
    const analysis = await analysed(
      'SELECT id, name, list_value(name) AS names FROM items WHERE name = $name AND id > $above',
    )
    expect(analysis.parameters.map(({ name, type }) => [name, String(type)])).toEqual([
      ['name', 'VARCHAR'],
      ['above', 'INTEGER'],
    ])
    expect(analysis.columns.map(({ name, type, nullable }) => [name, String(type), nullable])).toEqual([
      ['id', 'INTEGER', false],
      ['name', 'VARCHAR', false],
      ['names', 'VARCHAR[]', true],
    ])
  })

  it('calls nothing certain that an outer join can make null', async () => {
    const analysis = await analysed('SELECT i.name FROM tags t LEFT JOIN items i ON i.id = t.item_id')
    expect(analysis.columns[0]!.nullable).toBe(true)
  })

  it.each([
    ['SELEC 1', 'syntax'],
    ['SELECT 1; SELECT 2', 'several-statements'],
    ['SELECT weight FROM items', 'does-not-bind'],
    ['SELECT * FROM nowhere', 'does-not-bind'],
  ])('%s: %s', async (sql, reason) => {
    expect(await analyzer.analyze(sql)).toMatchObject({ ok: false, reason })
  })
})
