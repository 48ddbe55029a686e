import { inject } from '@duckshift/runtime'
import { ItemsRepository } from '../../../../repositories/items-repository.js'

export async function GET(): Promise<Response> {
  const rows = await inject(ItemsRepository).summarizeByShelf()
  return Response.json(rows)
}
