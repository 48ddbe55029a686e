export enum Category {
  Table = 'items',
}

export const prices = Object.freeze({ column: 'price' })

export const fragments = { byId: 'id =', byName: 'name =' } as const

export function openOnly() {
  return `category <> 'closed'`
}
