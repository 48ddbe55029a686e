import { inject } from '@duckshift/runtime'
import { database } from './database'

const Row = ({ item }) => <li key={item.id}>{item.name}</li>

export default async function Page({ params }) {
  const conn = inject(database)
  const items = await conn.query('SELECT id, name FROM items WHERE shop = ?', [params.shop])
  return (
    <>
      {/* Newest first. */}
      <ul>{items.map((item) => <Row item={item} />)}</ul>
      {items.length < 1 && <p>None.</p>}
    </>
  )
}
