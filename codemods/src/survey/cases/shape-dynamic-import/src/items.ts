export async function lazily() {
  const { getInstance } = await import('./db.js')
  const instance = await getInstance() // usage: dynamic-import never-closes
  return (await instance.connect()).run('SELECT 1')
}

export const chained = () => import('./db.js').then(({ getInstance }) => getInstance()) // usage: returned
