export default { serverExternalPackages: ['@duckdb/node-api', '@duckdb/node-bindings', '@duckshift/runtime'] }
