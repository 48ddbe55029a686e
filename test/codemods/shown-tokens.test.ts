import { planPhase } from '@duckshift/codemods'
import { expect, it } from 'vitest'
import { project } from '../support/project.js'

const client = `'use strict'
const { DuckDBInstance } = require('@duckdb/node-api')

class Client {
  async connection() {
    this.opened ??= DuckDBInstance.create('items.duckdb').then((instance) => instance.connect())
    return this.opened
  }
  async query(sql, params = []) {
    const reader = await (await this.connection()).runAndReadAll(sql, params)
    return reader.getRowObjectsJS()
  }
}

let client
module.exports.getClient = () => (client ??= new Client())
`
const main = `'use strict'
const { getClient } = require('./db')

exports.isOpened = () => getClient().opened !== undefined
`

it('a token that is put into the new module of tokens is shown with what puts it there, and the module whole', async () => {
  const root = project({
    'package.json': JSON.stringify({ name: 'small', dependencies: { '@duckdb/node-api': '1' } }),
    'schema.sql': 'CREATE TABLE items (id INTEGER);',
    'src/db.js': client,
    'src/main.js': main,
  })
  const plan = await planPhase({ root, config: {}, phase: 1 })
  const patches = plan.changes.flatMap(({ files }) =>
    files.flatMap(({ path, patch }) => (path === 'src/database.js' ? [patch] : [])),
  )
  expect(patches).toHaveLength(2)
  const [module, token] = patches as [string, string]
  expect(module.match(/^-(?!--).*/gm)).toBeNull()
  expect(module).toContain('+module.exports = { database, clientAccessor }')
  expect(token.match(/^-(?!--).*/gm)).toEqual(['-module.exports = { database }'])
  expect(token).toContain("+const clientAccessor = createToken('clientAccessor', () => db.getClient)")
})
