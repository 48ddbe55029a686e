import { warehouse } from './barrel.js'

/** What the test puts in the barrel's place would not reach a repository. */
export const months = () => warehouse.query('SELECT name FROM items')
