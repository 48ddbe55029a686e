export default { ssr: { external: ['@duckdb/node-api'] } }
