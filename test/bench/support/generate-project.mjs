import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Writes a TypeScript project of `files` modules, 5% of which use DuckDB accessors in every shape that the survey
 * names, 1% look as if they did. Returns the labels: where each usage is. A line of a template that ends in `//@`
 * holds one usage; the mark is not written.
 */
export function generateProject(root, files) {
  const labels = []
  const write = (path, text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const module = (path, template) => {
    const lines = template.split('\n')
    lines.forEach((line, index) => {
      if (line.trimEnd().endsWith('//@')) labels.push({ file: path, line: index + 1 })
    })
    write(path, lines.map((line) => line.replace(/\s*\/\/@$/, '')).join('\n'))
  }
  for (const [path, text] of Object.entries(foundation)) module(path, text)
  const users = Math.round(files * 0.05)
  const decoyCount = Math.round(files * 0.01)
  const rest = files - Object.keys(foundation).length - users - decoyCount
  const folder = (index) => `src/feature-${Math.floor(index / 50)}`
  for (let index = 0; index < users; index += 1) {
    const { extension = 'ts', text } = shapes[index % shapes.length]
    const own = `${folder(index * 20)}/user-${index}.${extension}`
    module(own, `${text(index)}\n${extension === 'cjs' ? '' : filler(index, 60)}`)
  }
  for (let index = 0; index < decoyCount; index += 1) {
    module(
      `${folder(index * 100)}/decoy-${index}.ts`,
      `${decoys[index % decoys.length](index)}\n${filler(index, 60)}`,
    )
  }
  for (let index = 0; index < rest; index += 1) {
    const neighbours = [index - 1, index - 7, index - 49].filter((other) => other >= 0)
    const imports = neighbours.map((other, position) =>
      position === 1
        ? `import { value${other}_1 as v${position} } from '@/${folder(other).slice(4)}/module-${other}'`
        : `import { value${other}_0 as v${position} } from '../${folder(other).slice(4)}/module-${other}.js'`,
    )
    const uses = neighbours.map(
      (_, position) => `export const sum${index}_${position} = v${position} + ${position}`,
    )
    write(`${folder(index)}/module-${index}.ts`, `${[...imports, ...uses].join('\n')}\n${filler(index, 100)}`)
  }
  return labels
}

const foundation = {
  'package.json': JSON.stringify({
    name: 'generated',
    private: true,
    workspaces: ['packages/*'],
    dependencies: { '@duckdb/node-api': '1.5.5', duckdb: '1.4.0' },
  }),
  'tsconfig.json': `{
  // Paths as applications have them.
  "compilerOptions": { "module": "esnext", "moduleResolution": "bundler", "strict": true, "paths": { "@/*": ["./src/*"] }, },
  "include": ["src", "packages"],
}
`,
  'packages/store/package.json': JSON.stringify({
    name: '@acme/store',
    main: './dist/index.js',
    types: './dist/index.d.ts',
  }),
  'packages/store/src/index.ts': `export * from './store.js'
`,
  'packages/store/src/store.ts': `import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
let opened: Promise<DuckDBConnection> | undefined
export function getStore(): Promise<DuckDBConnection> {
  opened ??= DuckDBInstance.create('store.duckdb').then((instance) => instance.connect())
  return opened
}
`,
  'src/db/client.ts': `import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
export class DuckDBClient {
  private connection: DuckDBConnection | undefined
  async query<T>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    this.connection ??= await (await DuckDBInstance.create('app.duckdb')).connect()
    return (await this.connection.runAndReadAll(sql, parameters as never)).getRowObjectsJS() as T[]
  }
}
let client: DuckDBClient | null = null
export function getDuckDBClient(): DuckDBClient {
  if (!client) client = new DuckDBClient()
  return client
}
`,
  'src/db/instance.ts': `import { DuckDBInstance } from '@duckdb/node-api'
let instance: DuckDBInstance | null = null
export default async function getInstance(): Promise<DuckDBInstance> {
  if (instance) return instance
  instance = await DuckDBInstance.create('app.duckdb')
  return instance
}
`,
  'src/db/manager.ts': `import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
export class Manager {
  static #one: Manager | undefined
  private connection?: DuckDBConnection
  static getInstance(): Manager {
    Manager.#one ??= new Manager()
    return Manager.#one
  }
  async all(sql: string, ...values: unknown[]) {
    this.connection ??= await (await DuckDBInstance.create('app.duckdb')).connect()
    return this.connection.run(sql, values as never)
  }
}
`,
  'src/db/helpers.ts': `import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
let connection: DuckDBConnection | undefined
async function ready(): Promise<DuckDBConnection> {
  if (!connection) connection = await (await DuckDBInstance.create('app.duckdb')).connect()
  return connection
}
export async function query<T>(sql: string, values?: unknown[]): Promise<T[]> {
  const own = await ready()
  return (await own.runAndReadAll(sql, values as never)).getRowObjects() as T[]
}
export const execute = async (sql: string) => (await ready()).run(sql)
`,
  'src/db/scoped.ts': `import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
const instance = await DuckDBInstance.create('app.duckdb')
export async function withConnection<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const connection = await instance.connect()
  try {
    return await work(connection)
  } finally {
    connection.closeSync()
  }
}
`,
  'src/db/handle.ts': `import { DuckDBInstance } from '@duckdb/node-api'
const opening = DuckDBInstance.create('app.duckdb')
export async function acquire() {
  const connection = await (await opening).connect()
  return { connection, release: () => connection.closeSync() }
}
`,
  'src/db/shared.ts': `import { DuckDBInstance } from '@duckdb/node-api'
export const shared = await (await DuckDBInstance.create(':memory:')).connect()
`,
  'src/db/bound.ts': `import { promisify } from 'node:util'
import duckdb from 'duckdb'
const connection = new duckdb.Database('app.duckdb').connect()
export const bound = { all: promisify(connection.all).bind(connection), run: promisify(connection.run).bind(connection) }
`,
  'src/db/keyed.ts': `import { DuckDBInstance } from '@duckdb/node-api'
const instances = new Map<string, DuckDBInstance>()
export async function instanceOf(tenant: string): Promise<DuckDBInstance> {
  let found = instances.get(tenant)
  if (!found) {
    found = await DuckDBInstance.create(tenant)
    instances.set(tenant, found)
  }
  return found
}
`,
  'src/db/legacy.cjs': `const duckdb = require('duckdb')
let database
function getLegacy() {
  if (!database) database = new duckdb.Database('app.duckdb')
  return database
}
module.exports = { getLegacy }
`,
  'src/db/wrapper.ts': `import { getDuckDBClient } from './client.js'
export const getDb = () => getDuckDBClient()
`,
  'src/db/index.ts': `export * from './client.js'
export * as scoped from './scoped.js'
export { getDb as database } from './wrapper.js'
export { query } from './helpers.js'
`,
  'src/other/sqlite.ts': `import Database from 'better-sqlite3'
let db: Database.Database | undefined
export function getDb() {
  db ??= new Database('other.db')
  return db
}
export const query = (sql: string) => getDb().prepare(sql).all()
`,
  'src/other/duckdb.ts': `import { DatabaseSync } from 'node:sqlite'
const db = new DatabaseSync('other.db')
export function getDuckDBClient() {
  return db
}
`,
  'src/web/duckdb.ts': `import * as duckdb from '@duckdb/duckdb-wasm'
let db: duckdb.AsyncDuckDB | undefined
export async function getDuckDB() {
  db ??= new duckdb.AsyncDuckDB(new duckdb.ConsoleLogger(), new Worker('w.js'))
  return db
}
`,
}

const sql = (index) => `SELECT ${index} AS n`
const shapes = [
  (i) => `import { getDuckDBClient } from '../db/client.js'
export async function list${i}() {
  const db = getDuckDBClient() //@
  return db.query(\`${sql(i)} WHERE name = '\${process.argv[2]}'\`)
}`,
  (i) => `import { getDuckDBClient as client } from '@/db'
export const count${i} = () => client().query<{ n: number }>('${sql(i)}') //@`,
  (i) => `import open from '../db/instance.js'
export async function read${i}() {
  const instance = await open() //@
  const connection = await instance.connect()
  try {
    return (await connection.run('${sql(i)}')).getRows()
  } finally {
    connection.disconnectSync()
  }
}`,
  (i) => `import { Manager } from '../db/manager.js'
export class Service${i} {
  private readonly db = Manager.getInstance() //@
  top() {
    return this.db.all('${sql(i)}')
  }
}`,
  (i) => `import { query } from '@/db/helpers'
export async function load${i}(ids: number[]) {
  for (const id of ids) {
    await query('${sql(i)} WHERE id = ?', [id]) //@
  }
}`,
  (i) => `import { scoped } from '../db/index.js'
export const scopedRead${i} = () =>
  scoped.withConnection(async (connection) => { //@
    await connection.run('BEGIN')
    await connection.run('COMMIT')
  })`,
  (i) => `import { acquire } from '../db/handle.js'
export async function held${i}() {
  const { connection, release } = await acquire() //@
  try {
    return await connection.run('${sql(i)}')
  } finally {
    release()
  }
}`,
  (i) => `import { shared } from '../db/shared.js'
export async function run${i}() {
  await shared.run('INSERT INTO t VALUES (${i})') //@
}`,
  (i) => `import { bound } from '../db/bound.js'
export const all${i} = () => bound.all('${sql(i)}') //@`,
  (i) => `import { instanceOf } from '../db/keyed.js'
export async function tenant${i}(id: string) {
  const db = await instanceOf(id) //@
  return db
}`,
  (i) => `export async function lazy${i}() {
  const { getDuckDBClient } = await import('../db/client.js')
  return getDuckDBClient().query('${sql(i)}') //@
}`,
  (i) => `import { database } from '@/db'
export function constructed${i}(db = database()) { //@
  return db.query('${sql(i)}')
}`,
  (i) => `import { getStore } from '@acme/store'
export async function store${i}() {
  const db = await getStore() //@
  await db.run('SET threads = 4')
}`,
  (i) => `import type { DuckDBConnection } from '@duckdb/node-api'
export async function given${i}(connection: DuckDBConnection) { //@
  return connection.runAndReadAll('${sql(i)}')
}`,
  (i) => `import { getDuckDBClient } from '../db/client.js'
export const factory${i} = { make: getDuckDBClient } //@`,
  {
    extension: 'test.ts',
    text: (i) => `import { vi } from 'vitest'
vi.mock('../db/client.js', () => ({ getDuckDBClient: () => ({ query: async () => [${i}] }) })) //@`,
  },
  {
    extension: 'cjs',
    text: (i) => `const { getLegacy } = require('../db/legacy.cjs')
exports.rows${i} = () =>
  new Promise((resolve, reject) => {
    getLegacy().all('${sql(i)}', (error, rows) => (error ? reject(error) : resolve(rows))) //@
  })`,
  },
  (i) => `import * as db from '../db/index.js'
export const namespaced${i} = () => db.getDuckDBClient().query('${sql(i)}') //@`,
].map((shape) => (typeof shape === 'function' ? { text: shape } : shape))

const decoys = [
  (i) => `import { getDb, query } from '../other/sqlite.js'
export const rows${i} = () => [getDb(), query('${sql(i)}')]`,
  (i) => `import { getDuckDBClient } from '../other/duckdb.js'
export const other${i} = () => getDuckDBClient()`,
  (i) => `// getDuckDBClient() was used here
export const text${i} = "getDuckDBClient()"`,
  (i) => `function getDuckDBClient() {
  return { query: (text: string) => text }
}
export const local${i} = () => getDuckDBClient().query('${sql(i)}')`,
  (i) => `export const shadowed${i} = (getDuckDBClient: () => number) => getDuckDBClient()`,
  (i) => `import { getDuckDB } from '../web/duckdb.js'
export const browser${i} = async () => (await getDuckDB()).connect()`,
]

function filler(index, lines) {
  const text = [`export const value${index}_0 = ${index}`, `export const value${index}_1 = ${index} * 2`]
  for (let line = 0; text.length < lines; line += 1) {
    text.push(
      `export function compute${index}_${line}(input: { readonly amount: number; readonly label: string }): string {`,
      `  const scaled = input.amount * ${line + 1} + value${index}_0`,
      `  return \`\${input.label}: \${scaled.toFixed(2)} of \${value${index}_1}\``,
      '}',
    )
  }
  return `${text.join('\n')}\n`
}
