'use strict';

var duckdb = require( '@duckshift/runtime/compat/duckdb' ); // the driver
var path = require.resolve("@duckshift/runtime/compat/duckdb");

module.exports = { open: function (file, done) { return new duckdb.Database(file, done); }, path: path };
