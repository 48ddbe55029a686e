import { FastItems } from './fast.js'

export const registry: Record<string, new () => FastItems> = { Items: FastItems }

export class Shop extends FastItems {
  open(): FastItems {
    return new FastItems()
  }
}
