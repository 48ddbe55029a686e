module.exports = {
  externals: [{ duckdb: 'commonjs duckdb' }, (request) => request === 'duckdb'],
  noParse: ['duckdb'],
}
