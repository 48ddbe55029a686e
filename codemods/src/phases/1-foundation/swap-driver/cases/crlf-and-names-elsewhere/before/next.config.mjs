export default { serverExternalPackages: ['duckdb'] }
