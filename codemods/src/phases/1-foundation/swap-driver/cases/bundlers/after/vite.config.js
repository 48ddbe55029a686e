const isServer = true

export default {
  ssr: { external: ['@duckdb/node-api', '@duckdb/node-bindings', '@duckshift/runtime', 'bcrypt'] },
  optimizeDeps: { exclude: ['@duckdb/node-api', '@duckdb/node-bindings', '@duckshift/runtime'] },
  build: { rollupOptions: { external: isServer ? ['@duckdb/node-api', /^@duckshift\/runtime(\/|$)/, /\.node$/] : [] } },
}
