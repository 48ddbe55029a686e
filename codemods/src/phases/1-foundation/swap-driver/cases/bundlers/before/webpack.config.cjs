module.exports = {
  target: 'node',
  externals: {
    vscode: 'commonjs vscode',
    'duckdb': 'commonjs duckdb',
    'duckdb-async': 'commonjs duckdb-async',
    'node-gyp': 'commonjs node-gyp'
  },
}
