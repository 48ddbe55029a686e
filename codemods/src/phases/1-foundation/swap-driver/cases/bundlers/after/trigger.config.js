export default {
  build: {
    external: [
      '@duckdb/node-bindings',
      '@duckshift/runtime',
      '@duckdb/node-api',
      'playwright',
    ],
  },
}
