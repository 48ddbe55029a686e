const { query } = require('./db')

async function codes() {
  return query('SELECT id, rate FROM codes')
}

/** Nobody asks for it, and whoever exports it may be asked all the same. */
async function net() {
  return query('SELECT sum(net) AS net FROM entries')
}

module.exports = { codes, net }
