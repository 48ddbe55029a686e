exports.load = () => require(`@duckshift/runtime/compat/duckdb`)
