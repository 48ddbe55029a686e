export default {
  serverExternalPackages: [
    'sharp',
    '@duckdb/node-api', // native
    '@duckdb/node-bindings', // native
    '@duckshift/runtime',
  ],
}
