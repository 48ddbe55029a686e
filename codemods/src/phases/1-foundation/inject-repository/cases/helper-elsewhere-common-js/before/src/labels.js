'use strict'
const { getClient } = require('./db')

exports.labels = async function labels() {
  return getClient().query('SELECT name FROM items ORDER BY id')
}
