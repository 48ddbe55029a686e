import { label, monthly, onExit, Report } from './reports.js'
import { getService } from './service.js'

export async function main() {
  const service = getService()
  onExit(service)
  console.log(label(service), await monthly(service))
  return new Report(service, 'one').rows()
}
