import * as arrow from './arrow.mjs'
import * as connections from './connections.mjs'
import { encode } from './encode.mjs'
import * as errors from './errors.mjs'
import * as functions from './functions.mjs'
import * as parameters from './parameters.mjs'
import * as rows from './rows.mjs'
import * as statements from './statements.mjs'
import * as values from './values.mjs'

const groups = [values, parameters, errors, statements, connections, rows, functions, arrow]

export const groupNames = groups.map(({ group }) => group)

/**
 * What a pair of packages (`duckdb` and `duckdb-async`) does in answer to the calls of one group, as JSON by
 * observation. `folder` is empty and theirs to write in; its path does not appear in the result.
 */
export async function observeGroup(name, { duckdb, duckdbAsync, folder }) {
  const { observe } = groups.find(({ group }) => group === name)
  const observations = {}
  await observe({ duckdb, duckdbAsync, folder }, (id, value) => {
    const key = `${name}: ${id}`
    if (key in observations) throw new Error(`Two observations are called "${key}".`)
    observations[key] = JSON.parse(JSON.stringify(encode(value)).replaceAll(folder, '<folder>'))
  })
  return observations
}
