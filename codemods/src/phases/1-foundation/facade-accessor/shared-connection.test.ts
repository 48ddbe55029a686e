import { tmpdir } from 'node:os'
import { expect, it } from 'vitest'
import { Project } from '../../../survey/project.js'
import { connectionsOf } from './shared-connection.js'

/** Of `db.ts`, with a second module beside it. */
function connections(db: string, other = ''): 'shared' | 'separate' {
  const overlay = new Map([
    ['db.ts', db],
    ['other.ts', other],
  ])
  const listing = { sources: [], manifests: [], configurations: [], components: [], declarations: [] }
  const project = new Project(tmpdir(), { overlay, listing })
  return connectionsOf(project, project.source('db.ts')!)
}

it.each([
  ['a connection', 'let kept; async function open() { kept ??= await (await create()).connect() }'],
  [
    'its promise, of a function made for it',
    `let kept
    const open = () => (kept ??= (async () => {
      const connection = await (await create()).connect()
      return connection
    })())`,
  ],
  ['its promise, of a chain', 'const kept = create().then((instance) => instance.connect())'],
  [
    'its promise, of a longer chain',
    `let kept
    const open = () => (kept ??= create().then((i) => i.connect()).then(async (c) => { await c.run(''); return c }))`,
  ],
  [
    'its promise, of a function',
    `let kept
    async function open() { return (await create()).connect() }
    export const get = () => (kept ??= open())`,
  ],
  [
    'its promise, of a method',
    'class Db { #kept; async open() { return (await create()).connect() } get() { return (this.#kept ??= this.open()) } }',
  ],
  ['what a memoized function gives', 'const get = once(async () => (await create()).connect())'],
  [
    'what a memoized function of a name gives',
    'async function open() { return (await create()).connect() } const get = pMemoize(open)',
  ],
  [
    'the connection beside its instance',
    `let kept
    const open = () => (kept ??= (async () => {
      const instance = await create()
      return { instance, connection: await instance.connect() }
    })())`,
  ],
  [
    'its promise, closed where preparing it fails',
    `let kept
    const open = () => (kept ??= (async () => {
      const connection = await (await create()).connect()
      try { await connection.run('') } catch (error) { connection.closeSync(); throw error }
      return connection
    })())`,
  ],
])('shares what a module keeps: %s', (_, text) => {
  expect(connections(text)).toBe('shared')
})

it.each([
  ['each call', 'let kept; export const get = async () => (await (kept ??= create())).connect()'],
  [
    'each piece of work',
    'export async function use(work) { const c = await (await create()).connect(); try { await work(c) } finally { c.closeSync() } }',
  ],
  [
    'each caller, one of which keeps it',
    `let kept
    async function open() { return (await create()).connect() }
    export const get = () => (kept ??= open())
    export async function once() { const own = await open(); own.closeSync() }`,
  ],
])('makes a connection for %s', (_, text) => {
  expect(connections(text)).toBe('separate')
})

const open = 'export async function open() { return (await create()).connect() }'

it('follows what is exported to the modules that import it', () => {
  const kept = "import { open } from './db.js'; let kept; export const get = () => (kept ??= open())"
  expect(connections(open, kept)).toBe('shared')
  const own =
    "import { open } from './db.js'; export async function run() { const c = await open(); c.closeSync() }"
  expect(connections(open, own)).toBe('separate')
  const session = `import { open } from './db.js'
    export class Session { async start() { this.own = await open() } end() { this.own.closeSync() } }`
  expect(connections(open, session)).toBe('separate')
})
