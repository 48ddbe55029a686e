import { build } from 'esbuild'

const external = ['@duckdb/node-api', '@duckdb/node-bindings', '@duckshift/runtime']
await build({ entryPoints: ['src/db.js'], bundle: true, external })
await build({ entryPoints: ['src/db.js'], bundle: true, external: ['@duckdb/node-api', '@duckdb/node-bindings', '@duckshift/runtime', 'aws-sdk'] })
