import { SlowItems } from './slow.js'

export const first = () => new SlowItems().find(1)
