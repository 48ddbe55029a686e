const { all } = require('./db')

exports.items = () => all('SELECT * FROM items') // usage: direct-call
