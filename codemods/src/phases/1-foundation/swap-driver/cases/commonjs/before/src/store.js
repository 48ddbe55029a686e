'use strict';

var duckdb = require( 'duckdb' ); // the driver
var path = require.resolve("duckdb");

module.exports = { open: function (file, done) { return new duckdb.Database(file, done); }, path: path };
