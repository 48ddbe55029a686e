import { readFileSync } from 'node:fs'

const root = process.cwd()
console.log(JSON.parse(readFileSync(`${root}/node_modules/duckdb/package.json`, 'utf8')).version)
console.log(import.meta.resolve('duckdb'))

const driver = 'duckdb'
console.log(typeof (await import(driver)).default)
