/** Nothing but its callers says what it is handed. */
export async function countLines(db: any) { // usage: parameter
  return (await db.runAndReadAll('SELECT count(*) AS n FROM lines')).getRowObjectsJS()
}

export const describe = (db: any) => `${typeof db}`

/** Typed, and no client. */
export const trace = async (db: { run: (text: string) => Promise<void> }) => db.run('trace')
