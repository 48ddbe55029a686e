import { SlowItems } from './slow.js'

export const check = new SlowItems().find(1) === '1'
