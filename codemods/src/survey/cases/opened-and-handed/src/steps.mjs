export async function readFiles(connection, files) { // usage: parameter bound-parameters query-in-loop
  for (const file of files) await connection.run('INSERT INTO lines SELECT * FROM read_csv(?)', [file])
}
