export const queries = {
  byCategory: 'SELECT id FROM items WHERE category = ?',
} as const

export const expensive = "SELECT id FROM items WHERE category = 'luxury'"

export const countItems = () => 'SELECT count(*)::INTEGER AS count FROM items'
