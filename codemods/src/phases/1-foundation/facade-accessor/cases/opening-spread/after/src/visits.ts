import { inject } from '@duckshift/runtime'
import { VisitsRepository } from './repositories/visits-repository.js'

export async function visitors(): Promise<unknown[]> {
  const visits = inject(VisitsRepository)
  const rows = await visits.listVisitor()
  return rows
}
