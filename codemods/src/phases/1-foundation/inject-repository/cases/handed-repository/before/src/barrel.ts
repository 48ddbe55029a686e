export * from './doubled.js'
export * from './items.js'
export { itemOf } from './positions.js'
