const duckdb = require('@duckshift/runtime/compat/duckdb')

function createClient(path) {
  const db = new duckdb.Database(path)
  return {
    run: (sql, params = []) => new Promise((done, fail) => db.run(sql, ...params, (error) => (error ? fail(error) : done()))),
    all: (sql, params = []) => new Promise((done, fail) => db.all(sql, ...params, (error, rows) => (error ? fail(error) : done(rows)))),
  }
}

async function saveAll(client, rows) {
  for (const row of rows) await client.run('INSERT INTO items VALUES (?, ?)', [row.id, row.name])
}

module.exports = { createClient, saveAll }
