'use strict'
const { inject } = require('@duckshift/runtime')
const { clientAccessor } = require('./database')
const { labels } = require('./labels')

exports.shared = inject(clientAccessor)()
exports.labels = labels
