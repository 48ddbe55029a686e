import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { id, inserts, rows } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

/** A real server that answers by the number in the path, or hangs up. */
const server = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk) => {
    body += chunk
  })
  request.on('end', () => {
    const number = Number(/(-?\d+)$/.exec(request.url ?? '')?.[1] ?? 0)
    if (number === 7) {
      request.socket.destroy()
      return
    }
    response.statusCode = number === 8 ? 404 : number === 9 ? 500 : 200
    response.end(`${request.method} ${number} ${body} ${request.headers.authorization ?? ''}`)
  })
})
server.listen(0)
await once(server, 'listening')
server.unref()
const base = `http://localhost:${(server.address() as AddressInfo).port}`

export default [
  differential({
    module: 'src/prices.ts',
    inputs: fc.record({ rows, id, ids: fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 2 }) }),
    rows: (input) => inserts(input.rows),
    run: async (module, { id, ids }, effect) => {
      const prices = new module.Prices(base)
      const ended = async (work: () => unknown) => {
        try {
          effect(await work())
        } catch (error) {
          effect(String(error))
        }
      }
      const body = () =>
        new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode(`once ${ids}`))
            controller.close()
          },
        })
      await ended(() => prices.all(ids))
      await ended(() => prices.price(id))
      await ended(() => prices.price(id, AbortSignal.abort(new Error('given up'))))
      await ended(() => prices.upload(body()))
    },
  }),
  differential({
    module: 'src/webhooks.ts',
    inputs: fc.record({ rows, hooks: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 2 }) }),
    rows: (input) => inserts(input.rows),
    run: (module, { hooks }) => {
      process.env.HOOKS_URL = base
      return module.notify(
        // Mostly well: a breaker that opens is no longer the same, which is its purpose.
        [1, 2, ...hooks].map((number) => ({ id: number, path: `${number}` })),
        { a: 1 },
      )
    },
  }),
]
