exports.load = () => require(`duckdb`)
