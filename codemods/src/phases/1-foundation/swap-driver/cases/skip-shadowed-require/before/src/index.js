export function load(require) {
  return require('duckdb')
}
