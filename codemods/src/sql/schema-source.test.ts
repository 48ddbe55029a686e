import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { Project } from '../survey/project.js'
import { findSchema } from './schema-source.js'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function schemaOf(files: Readonly<Record<string, string>>) {
  const root = mkdtempSync(join(tmpdir(), 'duckshift-schema-'))
  folders.push(root)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const { origin, files: read, foreign } = findSchema(new Project(root), undefined)
  return { origin, read, foreign }
}

const plain = 'CREATE TABLE items (id INTEGER PRIMARY KEY, name VARCHAR);\n'
const code = "export const ddl = 'CREATE TABLE items (id INTEGER)'\n"

describe('the schema of another database', () => {
  it.each([
    ['db/tables.sql', 'CREATE TABLE users (id BIGSERIAL PRIMARY KEY);'],
    ['db/tables.sql', 'CREATE TABLE users (data jsonb not null);'],
    ['db/tables.sql', 'CREATE TABLE `users` (`id` int NOT NULL);'],
    ['db/tables.sql', 'CREATE TABLE users (id int) ENGINE = InnoDB;'],
    ['db/tables.sql', 'CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT);'],
    ['db/tables.sql', 'CREATE TABLE users (id int GENERATED ALWAYS AS IDENTITY);'],
    ['prisma/migrations/1/migration.sql', plain],
    ['db/postgres/001.sql', plain],
    ['db/schema.sqlite.sql', plain],
  ])('is left out beside DuckDB files and beside code: %s %s', (path, text) => {
    expect(schemaOf({ [path]: text, 'db/duck.sql': plain, 'src/a.ts': code })).toEqual({
      origin: 'sql-files',
      read: ['db/duck.sql'],
      foreign: [path],
    })
    expect(schemaOf({ [path]: text, 'src/a.ts': code })).toEqual({
      origin: 'code',
      read: ['src/a.ts'],
      foreign: [path],
    })
  })

  it('is read where there is no other', () => {
    const path = 'prisma/schema.sql'
    expect(schemaOf({ [path]: plain })).toEqual({ origin: 'sql-files', read: [path], foreign: [] })
  })

  it.each([
    ['db/schema.sql', `-- copied from a SERIAL column\n${plain}`],
    ['db/schema.sql', `/* ENGINE=InnoDB */ CREATE TABLE t (kind VARCHAR DEFAULT 'jsonb');`],
    ['db/schema.sql', 'CREATE TABLE t (name VARCHAR, serial HUGEINT, engine VARCHAR, PRIMARY KEY (serial));'],
    ['pages/schema.sql', plain],
    ['postgres-export/duckdb.sql', plain],
  ])('is not what only looks like it: %s %s', (path, text) => {
    expect(schemaOf({ [path]: text, 'src/a.ts': code })).toEqual({
      origin: 'sql-files',
      read: [path],
      foreign: [],
    })
  })
})
