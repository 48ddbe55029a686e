export const title = 'Items'
