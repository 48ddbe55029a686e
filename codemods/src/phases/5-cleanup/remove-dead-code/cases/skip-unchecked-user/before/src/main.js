const { codes } = require('./vat')

codes().then(console.log)
