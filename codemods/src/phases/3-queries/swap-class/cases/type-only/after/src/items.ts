import type { FastItems } from './fast.js'

export const label = (items: Pick<FastItems, 'find'>) => items.find(1)
