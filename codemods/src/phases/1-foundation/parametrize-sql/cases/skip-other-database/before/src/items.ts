const postgres = { query: async (sql: string) => [sql] }

export const find = (name: string) => postgres.query(`SELECT id FROM items WHERE name = '${name}'`)
