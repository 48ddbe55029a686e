export const services = ['api', 'duckdb']
