import { half } from './two.js'

export { half }
