export const quoted = (column: string) => `SELECT "${column.replace(/"/g, '""')}" FROM items`
