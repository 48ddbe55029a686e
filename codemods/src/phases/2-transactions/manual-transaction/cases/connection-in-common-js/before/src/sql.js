const BEGIN = 'BEGIN'
module.exports = { BEGIN, COMMIT: 'COMMIT' }
