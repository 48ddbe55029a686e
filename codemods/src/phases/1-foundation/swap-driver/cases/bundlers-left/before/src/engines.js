export const engines = ['duckdb', 'sqlite']
export const external = ['duckdb', '@duckdb/node-api']
