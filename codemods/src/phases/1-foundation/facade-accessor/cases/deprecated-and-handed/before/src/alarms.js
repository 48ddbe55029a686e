exports.createTable = async function (db) {
  await db.run('CREATE TABLE IF NOT EXISTS alarms (id INTEGER, seen BOOLEAN)');
};

exports.acknowledge = async function (db, id) {
  await db.run('UPDATE alarms SET seen = true WHERE id = ?', id);
};
