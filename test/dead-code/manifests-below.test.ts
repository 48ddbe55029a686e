import { expect, it } from 'vitest'
import { duckshift, project } from '../support/project.js'

it('unused packages are found in a folder whose packages have the manifests', () => {
  const root = project({
    'server/package.json':
      '{ "name": "server", "dependencies": { "@duckdb/node-api": "1.5.0", "left-pad": "1.3.0" } }\n',
    'server/src/db.ts': `import { DuckDBInstance } from '@duckdb/node-api'

export async function getConnection() {
  return (await DuckDBInstance.create(':memory:')).connect()
}
`,
    'server/src/index.ts': `import { getConnection } from './db.js'

const connection = await getConnection()
console.log(await connection.runAndReadAll('SELECT 1'))
`,
  })
  const dead = duckshift(root, 'dead-code', '--json')
  expect(dead.err).toBe('')
  const ids = JSON.parse(dead.out).findings.map(({ id }: { id: string }) => id)
  expect(ids).toContain('dependency:server/package.json#left-pad')
})

it('what JSX is compiled into is used, and so are its types', () => {
  const root = project({
    'package.json':
      '{ "name": "pages", "type": "module", "dependencies": { "react": "19.0.0" }, "devDependencies": { "@types/react": "19.0.0", "left-pad": "1.3.0" }, "exports": "./src/page.tsx" }\n',
    'src/page.tsx': 'export const Page = () => <p>Hello</p>\n',
  })
  const ids = JSON.parse(duckshift(root, 'dead-code', '--json').out).findings.map(
    ({ id }: { id: string }) => id,
  )
  expect(ids.filter((id: string) => id.startsWith('dependency:'))).toEqual([
    'dependency:package.json#left-pad',
  ])
})

it('a package whose folder is named is in use', () => {
  const names = ['by-template', 'by-parts', 'by-require', 'by-script', '@by/scope', 'left-pad']
  const root = project({
    'package.json': JSON.stringify({
      name: 'app',
      type: 'module',
      exports: './src/index.ts',
      scripts: {
        version: 'node scripts/version.cjs',
        postinstall: 'cp node_modules/by-script/lib.node dist/',
      },
      dependencies: Object.fromEntries(names.map((name) => [name, '1.0.0'])),
    }),
    'scripts/version.cjs': `const path = require('path')

console.log(require(path.join(__dirname, '..', 'node_modules', 'by-require', 'package.json')).version)
`,
    'src/index.ts': `import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = process.cwd()
export const texts = [
  readFileSync(\`\${root}/node_modules/by-template/package.json\`),
  readFileSync(join(root, 'node_modules', 'by-parts', 'package.json')),
  readFileSync('node_modules/@by/scope/package.json'),
]
`,
  })
  const ids = JSON.parse(duckshift(root, 'dead-code', '--json').out).findings.map(
    ({ id }: { id: string }) => id,
  )
  expect(ids).toEqual(['dependency:package.json#left-pad'])
})

it('what only the comments of JavaScript take types from is in use', () => {
  const packages = ['by-type', 'by-tag', 'by-other', 'by-prose']
  const root = project({
    'package.json': JSON.stringify({
      name: 'app',
      type: 'module',
      exports: './src/index.js',
      dependencies: Object.fromEntries(packages.map((name) => [name, '1.0.0'])),
    }),
    'src/index.js': `/** @import { Row, Column as Field } from 'by-tag' */
/** @import * as other from "by-other" */
// once: import('by-prose')

/** @type {import('by-type').Value | undefined} */
let value

/** @param {import('./shapes.js').Shape} shape @returns {Row | Field | other.Cell} */
export const show = (shape) => (value = shape.row)
`,
    'src/shapes.js': '/** @typedef {{ row: any }} Shape */\nexport {}\n',
  })
  const { findings } = JSON.parse(duckshift(root, 'dead-code', '--json').out)
  expect(findings.map(({ id }: { id: string }) => id)).toEqual(['dependency:package.json#by-prose'])
})

it('methods that the runtime is told to call are in use, and what it is handed is asked for nothing else', () => {
  const root = project({
    'package.json': '{ "name": "notes", "main": "src/main.js" }\n',
    'src/db.js': `const { legacyClient, openInstance } = require('@duckshift/runtime/compat/neo')
class Db {
  async first(sql) { return (await this.#connection()).runAndReadAll(sql) }
  async all(sql) { return (await this.#connection()).runAndReadAll(sql) }
  async never(sql) { return (await this.#connection()).run(sql) }
  async #connection() { return (await openInstance(':memory:')).connect() }
}
class Other {
  first() {}
}
let db
exports.getDb = () => (db ??= legacyClient(new Db()))
exports.other = new Other()
`,
    'src/other.js': 'class Apart {\n  first() {}\n}\nexports.apart = new Apart()\n',
    'src/main.js': `const { createToken, inject } = require('@duckshift/runtime')
const { databaseThrough } = require('@duckshift/runtime/compat/neo')
const db = require('./db')
const database = createToken('database', () =>
  databaseThrough({ client: () => db.getDb(), methods: { query: 'all', maybeOne: 'first' } }),
)
inject(database).query('SELECT 1')
console.log(db.other)
`,
  })
  const { findings } = JSON.parse(duckshift(root, 'dead-code', '--json').out)
  expect(findings.map(({ name }: { name: string }) => name).sort()).toEqual(['Db.never', 'src/other.js'])
})
