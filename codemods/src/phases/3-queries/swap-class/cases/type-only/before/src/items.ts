import type { SlowItems } from './slow.js'

export const label = (items: Pick<SlowItems, 'find'>) => items.find(1)
