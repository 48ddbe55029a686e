import { SlowItems } from './slow.js'

export { SlowItems }
