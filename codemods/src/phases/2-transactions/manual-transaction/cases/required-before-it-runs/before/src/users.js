'use strict'
const { getClient } = require('./db')

exports.drop = async function drop(id) {
  return getClient().execute('DELETE FROM users WHERE id = ?', [id])
}
