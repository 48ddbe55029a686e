import { build } from 'esbuild'

const external = ['duckdb']
await build({ entryPoints: ['src/db.js'], bundle: true, external })
await build({ entryPoints: ['src/db.js'], bundle: true, external: ['duckdb', 'aws-sdk'] })
