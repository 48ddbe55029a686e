const duckdb = require('duckdb')
function ( {
