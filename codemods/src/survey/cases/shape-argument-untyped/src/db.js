const duckdb = require('duckdb')

function createClient(path) { // accessor: function
  const db = new duckdb.Database(path)
  return {
    run: (sql, params = []) => new Promise((done, fail) => db.run(sql, ...params, (error) => (error ? fail(error) : done()))),
    all: (sql, params = []) => new Promise((done, fail) => db.all(sql, ...params, (error, rows) => (error ? fail(error) : done(rows)))),
  }
}

async function saveAll(client, rows) { // usage: parameter bound-parameters query-in-loop
  for (const row of rows) await client.run('INSERT INTO items VALUES (?, ?)', [row.id, row.name])
}

const label = (client, id) => `${client} ${id}`

module.exports = { createClient, saveAll, label }
