import { label, monthly, onExit, Report } from './reports.js'
import { inject } from '@duckshift/runtime'
import { serviceAccessor } from './database.js'

export async function main() {
  const service = inject(serviceAccessor)()
  onExit(service)
  console.log(label(service), await monthly(service))
  return new Report(service, 'one').rows()
}
