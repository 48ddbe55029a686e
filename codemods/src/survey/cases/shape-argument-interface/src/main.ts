import { label, monthly, onExit, Report, yearly } from './reports.js'
import { getService } from './service.js'

export async function main() {
  const service = getService() // usage: variable
  onExit(service)
  console.log(label(service), await monthly(service), await yearly(service))
  return new Report(service, 'one').rows()
}
