import type { ReportService } from './service.js'

export function routes(service: ReportService) {
  return { first: (size: number) => service.pages('SELECT * FROM range(100)', size) }
}
