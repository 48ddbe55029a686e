const { getDb, makeQuery, query, run } = require('./db')

/** Makes a statement of its own out of a table's name and an id. */
function updateOf(table, fields, id) {
  const names = Object.keys(fields).map((name) => name.toLowerCase())
  return { sql: `UPDATE ${table.trim()} SET ${names.join(' = ?, ')} = ? WHERE id = ${id.replace(/\D/g, '')}` }
}

exports.byAuthor = (author) => query('SELECT * FROM books WHERE author = @author', { author }) // usage: direct-call bound-parameters

exports.remove = (id) => run('DELETE FROM books WHERE id = @id', { id }) // usage: direct-call bound-parameters

exports.titles = async () => {
  const ask = makeQuery() // usage: variable
  return ask('SELECT title FROM books')
}

exports.update = async (id, fields) => {
  const { sql } = updateOf('books', fields, id)
  return new Promise((resolve) => getDb().run(sql, ...Object.values(fields), resolve)) // usage: direct-call bound-parameters
}
