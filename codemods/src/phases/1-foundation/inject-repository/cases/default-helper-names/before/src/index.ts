export { default as ask, run } from './db.js'
