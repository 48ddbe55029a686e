import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository'

const Row = ({ item }) => <li key={item.id}>{item.name}</li>

export default async function Page({ params }) {
  const itemsRepository = inject(ItemsRepository)
  const items = await itemsRepository.listIdAndNameByShop(params.shop)
  return (
    <>
      {/* Newest first. */}
      <ul>{items.map((item) => <Row item={item} />)}</ul>
      {items.length < 1 && <p>None.</p>}
    </>
  )
}
