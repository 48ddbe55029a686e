/** What is shown, compared or run by itself is no package. */
export const provider = { providerName: 'duckdb' }
export const isOurs = (text) => text.includes('duckdb')
export const external = ['duckdb']
