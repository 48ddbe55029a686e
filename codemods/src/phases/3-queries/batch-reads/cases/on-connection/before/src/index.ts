import { openConnection } from './connection.js'
import { pricesOf } from './items.js'

console.log(await pricesOf(await openConnection(), [1, 2, 3]))
