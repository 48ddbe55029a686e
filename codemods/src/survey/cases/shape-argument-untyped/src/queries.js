exports.find = (client, id) => first(client, id) // usage: parameter

async function first(client, id) { // usage: parameter bound-parameters
  const [row] = await client.all('SELECT * FROM items WHERE id = ?', [id])
  return row
}

exports.shown = (client) => client.name
