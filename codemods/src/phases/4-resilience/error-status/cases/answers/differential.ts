import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { id, inserts, rows } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

/** Over real HTTP: only the status of the database's own errors is another one, and that is the change. */
export default differential({
  module: 'src/app.ts',
  inputs: fc.record({ rows, id, method: fc.constantFrom('GET', 'POST') }),
  rows: (input) => inserts(input.rows),
  run: async (module, { id, method }) => {
    const server = module.app.listen(0)
    await once(server, 'listening')
    try {
      const { port } = server.address() as AddressInfo
      const response = await fetch(`http://localhost:${port}/items/${id}`, {
        method,
        headers: { connection: 'close' },
      })
      const text = await response.text()
      const isByCategory = /Constraint Error/.test(text) && [409, 500].includes(response.status)
      return { status: isByCategory ? 'by category' : response.status, text }
    } finally {
      server.close()
    }
  },
})
