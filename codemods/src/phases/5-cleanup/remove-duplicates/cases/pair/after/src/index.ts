export { isError } from './as-error.js'
