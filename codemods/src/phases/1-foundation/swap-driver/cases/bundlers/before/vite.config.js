const isServer = true

export default {
  ssr: { external: ['duckdb', 'bcrypt'] },
  optimizeDeps: { exclude: ['duckdb'] },
  build: { rollupOptions: { external: isServer ? ['duckdb', /\.node$/] : [] } },
}
