'use strict'

const Tags = (module.exports = function (db) { // usage: parameter several-queries
  this.db = db
})

Tags.prototype = {
  all() {
    return this.db.query('SELECT * FROM tags')
  },
  other: async function () {
    return this.db.query('SELECT * FROM others')
  },
}
