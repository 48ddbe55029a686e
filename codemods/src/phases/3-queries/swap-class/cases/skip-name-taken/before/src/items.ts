import { SlowItems } from './slow.js'

const FastItems = 'taken'

export const label = () => new SlowItems(FastItems).find(1)
