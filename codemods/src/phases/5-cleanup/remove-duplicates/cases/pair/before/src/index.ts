export { isError } from './as-error.js'
export { asError as wrapped } from './as-error.js'
