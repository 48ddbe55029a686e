export default {
  noExternal: ['duckdb'],
  external: [`duckdb`],
}
