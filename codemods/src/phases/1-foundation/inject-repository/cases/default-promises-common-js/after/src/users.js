const { inject } = require('@duckshift/runtime')
const { UsersRepository } = require('./repositories/users-repository')

async function names() {
  const users = inject(UsersRepository)
  return await users.listIdAndName()
}

async function rename(id, name) {
  const users = inject(UsersRepository)
  await users.updateNameById(name, id)
}

module.exports = { names, rename }
