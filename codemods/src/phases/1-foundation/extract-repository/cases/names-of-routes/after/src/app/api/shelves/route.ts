import { inject } from '@duckshift/runtime'
import { ItemsRepository } from '../../../repositories/items-repository.js'

export async function GET(): Promise<Response> {
  const rows = await inject(ItemsRepository).summarizeByShelfForShelvesGet()
  return Response.json(rows)
}

export async function POST(): Promise<Response> {
  const rows = await inject(ItemsRepository).summarizeByShelfForShelvesPost()
  return Response.json(rows)
}
