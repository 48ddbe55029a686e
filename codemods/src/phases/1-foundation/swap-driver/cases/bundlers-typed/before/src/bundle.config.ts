export const options: { external: 'duckdb'[] } = { external: ['duckdb'] }
