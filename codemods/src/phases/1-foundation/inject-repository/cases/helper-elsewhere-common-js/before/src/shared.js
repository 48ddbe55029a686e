'use strict'
const { getClient } = require('./db')

exports.shared = getClient()
