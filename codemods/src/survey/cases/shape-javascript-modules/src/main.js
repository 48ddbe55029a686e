'use strict'
const { getClient } = require('./client')
const factories = require('./factories')
const Repo = require('./repo')
const { Statics, jobs } = require('./statics')
const { store, handed } = require('./stores')
const Tags = require('./whole')

const statics = new Statics()

exports.main = async function main() {
  const db = await getClient() // usage: variable
  await store.init()
  handed.use(db)
  await new Repo(db).all()
  await new Tags(db).all()
  await factories.items(getClient()).clear() // usage: argument
  await factories.tags(db).all()
  await Statics.count(db)
  await statics.save(db, 1)
  await jobs.run(getClient()) // usage: argument
}
