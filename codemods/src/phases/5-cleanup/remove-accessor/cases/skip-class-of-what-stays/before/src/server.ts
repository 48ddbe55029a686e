import { getReportService } from './service.js'

export async function first(size: number): Promise<unknown[]> {
  const service = getReportService()
  const { rows } = await service.pages('SELECT * FROM range(100)', size)
  return rows
}
