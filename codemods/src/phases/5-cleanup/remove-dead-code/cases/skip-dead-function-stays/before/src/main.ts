import { find } from './items.js'

console.log(await find('a'))
