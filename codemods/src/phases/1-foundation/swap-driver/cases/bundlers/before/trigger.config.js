export default {
  build: {
    external: [
      'duckdb',
      '@duckdb/node-api',
      'playwright',
    ],
  },
}
