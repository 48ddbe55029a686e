const { inject } = require('@duckshift/runtime')
const { UsersRepository } = require('./repositories/users-repository')

function names() {
  return inject(UsersRepository).listIdAndName()
}

async function rename(id, name) {
  await inject(UsersRepository).updateNameById(name, id)
}

module.exports = { names, rename }
