'use strict'
const { getClient } = require('./db')
const { labels } = require('./labels')

exports.shared = getClient()
exports.labels = labels
