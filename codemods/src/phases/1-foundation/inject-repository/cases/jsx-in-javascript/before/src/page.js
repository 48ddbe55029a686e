import { getConnection } from './db'

const Row = ({ item }) => <li key={item.id}>{item.name}</li>

export default async function Page({ params }) {
  const conn = await getConnection()
  const reader = await conn.runAndReadAll('SELECT id, name FROM items WHERE shop = ?', [params.shop])
  const items = reader.getRowObjectsJson()
  return (
    <>
      {/* Newest first. */}
      <ul>{items.map((item) => <Row item={item} />)}</ul>
      {items.length < 1 && <p>None.</p>}
    </>
  )
}
