import { SlowItems as Items } from './index.js'

export const registry: Record<string, new () => Items> = { Items }

export class Shop extends Items {
  open(): Items {
    return new Items()
  }
}
