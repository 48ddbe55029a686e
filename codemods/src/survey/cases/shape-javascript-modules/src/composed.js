'use strict'
const { getClient } = require('./client')
const { Further, load, work } = require('./options')

exports.compose = async function () {
  const db = getClient() // usage: variable
  const service = new Further({ db, log: console.log })
  await work({ name: 'work', db })
  await load({ client: db }, 1)
  return service
}
