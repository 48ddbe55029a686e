'use strict'
const client = require('./db')
const render = require('render-with-client')

async function main() {
  const [row] = await client.query('SELECT count(*)::INTEGER AS n FROM orders')
  console.log(row.n, await render(client))
}

main()
