import { expect, it } from 'vitest'
import { functionOf } from '../survey/exports.js'
import { type AnyFunction, isClass, isFunction, keyName } from '../survey/nodes.js'
import { Project } from '../survey/project.js'
import { SourceFile } from '../survey/source-file.js'
import { StatementReader } from './statement-reader.js'

const project = new Project(import.meta.dirname)

/** A method of a class that keeps `connection`, opened by `open()`. */
function ofMethod(method: string, members = 'close() { this.connection = undefined }') {
  const text = `import { DuckDBInstance } from '@duckdb/node-api'
function plain(row) { return row }
export class Client {
  async open() {
    if (!this.connection) {
      this.connection = await (await DuckDBInstance.create(':memory:')).connect()
    }
    return this.connection
  }
  ${members}
  ${method}
}
`
  const file = new SourceFile('client.ts', text, '')
  const owner = file.scopes.topLevel('Client')!.declaration
  const found = isClass(owner)
    ? owner.body.body.find((member) => member.type === 'MethodDefinition' && keyName(member.key) === 'query')
    : undefined
  const body = found?.type === 'MethodDefinition' ? found.value : undefined
  return new StatementReader(project, file, body!, { ofClass: true }).read()
}

function ofFunction(text: string) {
  const file = new SourceFile('helpers.ts', text, '')
  const body = functionOf(file.scopes.topLevel('query')!.declaration)
  return new StatementReader(
    project,
    file,
    isFunction(body) ? body : (undefined as never as AnyFunction),
  ).read()
}

const asks = '(await this.open()).runAndReadAll(sql, params)'

it.each([
  [`async query(sql, params = []) { return (await ${asks}).getRowObjectsJS() }`, 'rows', 'js'],
  [
    `async query(sql, params) { return (await ${asks}).getRowObjects().map((row) => plain(row)) }`,
    'rows',
    'exact',
  ],
  [
    `query(sql, params) { return this.open().then((c) => c.runAndReadAll(sql, params)).then((r) => r.getRowObjectsJson()) }`,
    'rows',
    'json',
  ],
  [
    `async query(sql, params) {
    const connection = await this.open()
    const reader = params.length ? await connection.runAndReadAll(sql, params) : await connection.runAndReadAll(sql)
    return reader.getRowObjectsJS()
  }`,
    'rows',
    'js',
  ],
  [
    `async query(sql, params) {
    const connection = await this.open()
    let reader
    if (params && params.length > 0) reader = await connection.runAndReadAll(sql, params)
    else reader = await connection.runAndReadAll(sql)
    return reader.getRowObjectsJS()
  }`,
    'rows',
    'js',
  ],
  [
    `async query(sql, ...params) {
    const statement = await (await this.open()).prepare(sql)
    try {
      statement.bind(params)
      return (await statement.runAndReadAll()).getRowObjectsJS()
    } finally {
      statement.destroySync()
    }
  }`,
    'rows',
    'js',
  ],
  [
    `async query(sql, params) {
    const rows = (await ${asks}).getRowObjectsJS()
    if (rows.length === 0) return null
    return rows[0]
  }`,
    'row-or-null',
    'js',
  ],
  [
    `async query(sql, params) {
    try {
      const [row] = (await ${asks}).getRowObjectsJS()
      return row
    } catch (error) {
      throw error
    }
  }`,
    'row',
    'js',
  ],
  [
    `async query(sql, params) { return Number((await (await this.open()).run(sql, params ?? [])).rowsChanged) }`,
    'rows-changed',
    undefined,
  ],
  [
    `async query(sql, params) {
    if (!this.connection) throw new Error('open() first')
    await this.connection.run(sql, params)
  }`,
    'nothing',
    undefined,
  ],
])('what does nothing but send a statement: %s', (method, gives, rows) => {
  expect(ofMethod(method)).toEqual({ gives, ...(rows && { rows }) })
})

it.each([
  `async query(sql, params) { this.count++; return (await ${asks}).getRowObjectsJS() }`,
  `async query(sql, params) { this.first ??= sql; return (await ${asks}).getRowObjectsJS() }`,
  `async query(sql, params) { this.warned || warn(); return (await ${asks}).getRowObjectsJS() }`,
  `async query(sql, params) { console.log(sql); return (await ${asks}).getRowObjectsJS() }`,
  `async query(sql, params) { const from = performance.now(); return (await ${asks}).getRowObjectsJS() }`,
  `async query(sql, params) { if (this.readOnly) throw new Error(); return (await ${asks}).getRowObjectsJS() }`,
  `async query(sql, params) { if (!this.connection) return []; return (await ${asks}).getRowObjectsJS() }`,
  `async query(sql, params) { if (params.length === 0) return []; return (await ${asks}).getRowObjectsJS() }`,
  `async query(sql, params) { try { return (await ${asks}).getRowObjectsJS() } catch (cause) { throw new Error('failed', { cause }) } }`,
  `async query(sql, params) { const timer = setTimeout(stop, 5); try { return (await ${asks}).getRowObjectsJS() } finally { clearTimeout(timer) } }`,
  `async query(sql, params) { return (await ${asks}).getRowObjectsJS().slice(0, 100) }`,
  `async query(sql, params) { return (await ${asks}).getRowObjectsJS().map((row) => ({ ...row })) }`,
  `async query(sql, params) { return (await (await this.open()).runAndReadAll(sql, params.map(String))).getRowObjectsJS() }`,
  `async query(sql, params) { return (await (await this.open()).runAndReadAll(sql)).getRowObjectsJS() }`,
  `async query(sql, params) { await (await this.open()).run(sql, params); return (await ${asks}).getRowObjectsJS() }`,
  `async query(sql, params) { for (const each of params) await (await this.open()).run(sql, each) }`,
  `async query(sql, params) { return this.serial(async () => (await ${asks}).getRowObjectsJS()) }`,
  `async query(sql, params) { const rows = (await ${asks}).getRowObjectsJS(); if (rows.length > 1) throw new Error(); return rows[0] }`,
  `@logged async query(sql, params) { return (await ${asks}).getRowObjectsJS() }`,
])('what does more than send a statement: %s', (method) => {
  expect(ofMethod(method)).toBeUndefined()
})

it('does what the methods do that it calls', () => {
  const query = 'async query(sql, params) { return (await this.read(sql, params)).at(0) ?? null }'
  const read = (before: string) =>
    `async read(sql, params) { ${before} return (await ${asks}).getRowObjectsJS() }`
  expect(ofMethod(query, read(''))).toEqual({ gives: 'row-or-null', rows: 'js' })
  expect(ofMethod(query, read('this.count++;'))).toBeUndefined()
})

it('opens the connection by what does nothing more once that is open', () => {
  const query =
    'async query(sql) { return (await (await this.connect()).runAndReadAll(sql)).getRowObjectsJS() }'
  const rows = { gives: 'rows', rows: 'js' }
  expect(
    ofMethod(
      query,
      'async connect() { if (this.connection) return this.connection; log(); return this.open() }',
    ),
  ).toEqual(rows)
  expect(ofMethod(query, 'async connect() { log(); return this.open() }')).toBeUndefined()
  expect(
    ofMethod(query, 'async connect() { if (this.closed) throw new Error(); return this.open() }'),
  ).toBeUndefined()
  const guarded = 'async connect() { if (!this.ready) await this.init(); return this.connection }'
  const init = (then: string) => `async init() { this.connection = await this.open(); ${then} }`
  expect(ofMethod(query, `${guarded} ${init('this.ready = true')}`)).toEqual(rows)
  expect(ofMethod(query, `${guarded} ${init('')} allow() { this.ready = true }`)).toBeUndefined()
})

it('calls nothing beside what opens the connection', () => {
  const query = (before: string) => `let connection
export async function query(sql, params) {
  ${before}
  return (await (await open()).runAndReadAll(sql, params)).getRowObjectsJson()
}
async function open() {
  connection ??= await create()
  return connection
}
const mode = { readOnly: false }
function count(sql) { counts[sql] += 1 }
`
  expect(ofFunction(query(''))).toEqual({ gives: 'rows', rows: 'json' })
  expect(ofFunction(query('if (!connection) throw new Error()'))).toEqual({ gives: 'rows', rows: 'json' })
  expect(ofFunction(query('const kind = count(sql)'))).toBeUndefined()
  expect(ofFunction(query('if (mode.readOnly) throw new Error()'))).toBeUndefined()
})

it('does what the functions beside it do that it calls', () => {
  const module = (read: string, more = '') => `let connection
async function open() {
  connection ??= await create()
  return connection
}
${read}
${more}
export async function query(sql, params) {
  const rows = await read(sql, params)
  return rows[0] ?? null
}
`
  const reads = (before: string) =>
    `async function read(sql, params = []) { ${before} return (await (await open()).runAndReadAll(sql, params)).getRowObjectsJS() }`
  const row = { gives: 'row-or-null', rows: 'js' }
  expect(ofFunction(module(reads('')))).toEqual(row)
  expect(ofFunction(module(`const read = ${reads('').replace(' read', '')}`))).toEqual(row)
  expect(ofFunction(module(reads('console.log(sql);')))).toBeUndefined()
  expect(ofFunction(module(reads(''), 'export function trace(other) { read = other }'))).toBeUndefined()
  expect(ofFunction(module(reads('').replace('params = []', '...params')))).toBeUndefined()
})
