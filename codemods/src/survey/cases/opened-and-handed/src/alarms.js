exports.createTable = async function (db) { // usage: parameter ddl
  await db.run('CREATE TABLE IF NOT EXISTS alarms (id INTEGER)')
}

exports.acknowledge = async (db, id) => { // usage: parameter bound-parameters
  await db.run('UPDATE alarms SET seen = true WHERE id = ?', id)
}

/** It is handed something else. */
exports.note = async (db, id) => {
  await db.run('INSERT INTO notes VALUES (?)', id)
}
