import { SlowItems } from './slow.js'

export const clear = () => new SlowItems().remove(1)
