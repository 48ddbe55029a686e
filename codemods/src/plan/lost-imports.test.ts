import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { surveyProject } from '../survey/survey-project.js'
import { lostImports } from './lost-imports.js'

const roots: string[] = []
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true })
})

const db = `import { DuckDBInstance } from '@duckdb/node-api'
export const getDb = async () => (await DuckDBInstance.create('a.duckdb')).connect()
export const escape = (text) => text
export default getDb
`

/** "file:line message" of what does not load after the change. */
function lost(files: Record<string, string>, after: Record<string, string | null>): string[] {
  const root = mkdtempSync(join(tmpdir(), 'duckshift-'))
  roots.push(root)
  const [first] = Object.keys(files)
  const use = `import { getDb } from './${first!.slice(4).replace(/\.ts$/, '.js')}'\nexport const used = () => getDb()\n`
  for (const [path, text] of Object.entries({ ...files, 'src/use.ts': use })) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const { project } = surveyProject(root, {})
  return lostImports(project, new Map(Object.entries(after))).map(
    ({ file, line, message }) => `${file}:${line} ${message}`,
  )
}

const withoutEscape = db.replace(/export const escape.*\n/, '')

it('names an import of what is exported no more', () => {
  const files = {
    'src/db.js': db,
    'src/a.js': "import getDb, { escape } from './db.js'\nexport const a = [getDb, escape]\n",
    'src/b.js': "export { escape as quoted } from './db.js'\n",
    'src/c.js': "import * as all from './db.js'\nexport const c = all\n",
  }
  expect(lost(files, { 'src/db.js': withoutEscape })).toEqual([
    "src/a.js:1 Module './db.js' has no exported member 'escape'.",
    "src/b.js:1 Module './db.js' has no exported member 'escape'.",
  ])
  expect(lost(files, { 'src/db.js': null })).toHaveLength(4)
  expect(lost(files, { 'src/db.js': `${db}\nexport const more = 1\n` })).toEqual([])
})

it('reads importers as they are after the change', () => {
  const files = { 'src/db.js': db, 'src/a.js': "import { escape } from './db.js'\nexport const a = escape\n" }
  expect(lost(files, { 'src/db.js': withoutEscape, 'src/a.js': 'export const a = 1\n' })).toEqual([])
  expect(lost(files, { 'src/db.js': withoutEscape, 'src/a.js': null })).toEqual([])
})

it('knows names of CommonJS, where they are written out', () => {
  const files = {
    'src/db.cjs':
      "const { DuckDBInstance } = require('@duckdb/node-api')\nmodule.exports = { getDb: () => DuckDBInstance.create('a'), escape: 1 }\n",
    'src/a.cjs': "const { escape } = require('./db.cjs')\nmodule.exports = { a: escape }\n",
  }
  const after = files['src/db.cjs'].replace(', escape: 1', '')
  expect(lost(files, { 'src/db.cjs': after })).toEqual([
    "src/a.cjs:1 Module './db.cjs' has no exported member 'escape'.",
  ])
  expect(lost(files, { 'src/db.cjs': 'module.exports = make()\n' })).toEqual([])
})

it('leaves TypeScript to its checker', () => {
  const files = { 'src/db.ts': db, 'src/a.ts': "import { escape } from './db.js'\nexport const a = escape\n" }
  expect(lost(files, { 'src/db.ts': withoutEscape })).toEqual([])
})
