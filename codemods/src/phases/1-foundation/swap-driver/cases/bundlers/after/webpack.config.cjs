module.exports = {
  target: 'node',
  externals: {
    vscode: 'commonjs vscode',
    '@duckdb/node-api': 'commonjs @duckdb/node-api',
    'node-gyp': 'commonjs node-gyp'
  },
}
