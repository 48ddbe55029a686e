const { inject } = require('@duckshift/runtime')
const { ItemsRepository } = require('./repositories/items-repository')
;(async () => {
  console.log(await inject(ItemsRepository).findIdById(1))
})()
const other = require('./other')
console.log(other.x)
