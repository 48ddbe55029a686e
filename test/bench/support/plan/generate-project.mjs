// A project of services over one client: 1,000 files of about 120 lines, 7.5 calls of the client in each.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const tables = ['models', 'runs', 'metrics', 'users', 'tags', 'jobs', 'files', 'events', 'teams', 'notes']

const client = `import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

export class Client {
  #connection: Promise<DuckDBConnection> | undefined

  #connect(): Promise<DuckDBConnection> {
    this.#connection ??= DuckDBInstance.create('app.duckdb').then((instance) => instance.connect())
    return this.#connection
  }

  async query<T = Record<string, unknown>>(sql: string, params: unknown[] = []): Promise<T[]> {
    const reader = await (await this.#connect()).runAndReadAll(sql, params as DuckDBValue[])
    return reader.getRowObjectsJS() as T[]
  }

  async execute(sql: string, params: unknown[] = []): Promise<number> {
    const result = await (await this.#connect()).run(sql, params as DuckDBValue[])
    return result.rowsChanged
  }
}

let client: Client | undefined

export function getClient(): Client {
  client ??= new Client()
  return client
}
`

const filler = (name, lines) =>
  Array.from({ length: lines }, (_, line) => {
    if (line % 4 === 0)
      return `/** ${name} keeps the value it was given, number ${line}, and tells it to nobody else. */`
    if (line % 4 === 1)
      return `export function ${name}Value${line}(value: number, factor = ${line}): number {`
    return line % 4 === 2 ? '  return value * factor + Math.max(value, factor)' : '}'
  })

function service(index) {
  const calls = 7 + (index % 2)
  const lines = ["import { getClient } from '../../db/client.js'", '']
  for (let call = 0; call < calls; call += 1) {
    const table = tables[(index + call) % tables.length]
    lines.push(
      `export interface Row${call} {`,
      '  id: number',
      '  name: string',
      '}',
      '',
      `export async function load${call}(id: number, limit: number): Promise<string[]> {`,
      '  const client = getClient()',
      `  // Only what is named, newest first.`,
      `  const rows = await client.query<Row${call}>('SELECT id, name FROM ${table} WHERE id > ? AND name IS NOT NULL LIMIT ' + limit, [id])`,
      '  return rows.map((row) => row.name)',
      '}',
      '',
    )
  }
  lines.push(...filler(`service${index}`, Math.ceil((120 - lines.length) / 4) * 4))
  return `${lines.join('\n')}\n`
}

/** Writes the project; returns how many calls it holds. */
export function generateProject(root, repository, files) {
  const write = (path, text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  write(
    'package.json',
    '{ "name": "bench", "type": "module", "dependencies": { "@duckdb/node-api": "1" } }\n',
  )
  write(
    'tsconfig.json',
    JSON.stringify({
      compilerOptions: {
        target: 'es2022',
        module: 'nodenext',
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        types: ['node'],
      },
      include: ['src'],
    }),
  )
  write(
    'schema.sql',
    tables.map((table) => `CREATE TABLE ${table} (id INTEGER PRIMARY KEY, name VARCHAR);`).join('\n'),
  )
  write('src/db/client.ts', client)
  let calls = 0
  for (let index = 0; index < files; index += 1) {
    write(`src/services/area${index % 20}/service${index}.ts`, service(index))
    calls += 7 + (index % 2)
  }
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'))
  return calls
}
