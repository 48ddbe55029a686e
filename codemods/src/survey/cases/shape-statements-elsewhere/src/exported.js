exports.begin = 'BEGIN'
exports.commit = 'COMMIT'
