export { warehouse } from './warehouse.js'
