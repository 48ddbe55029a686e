import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Database } from '../database.js'
import { HealthRoutes, type HealthRoutesOptions } from './health-routes.js'

type Next = (error?: unknown) => void

/**
 * For node:http, and for Express as `app.use(healthHandler(db))`. Without `next`, paths that are none of the routes
 * are answered with 404.
 */
export function healthHandler(
  db: Database,
  options: HealthRoutesOptions = {},
): (request: IncomingMessage, response: ServerResponse, next?: Next) => Promise<void> {
  const routes = new HealthRoutes(db, options)
  return async (request, response, next) => {
    try {
      // Express cuts its mount path from `url`; the routes are written in full.
      const target = (request as { originalUrl?: string }).originalUrl ?? request.url ?? '/'
      const answer = await routes.answer(request.method ?? 'GET', target)
      if (!answer && next) return next()
      response.writeHead(answer?.status ?? 404, answer?.headers)
      response.end(answer?.body)
    } catch (error) {
      if (!next) throw error
      next(error)
    }
  }
}

/** For node:http: a listener that answers the health routes and leaves every other request to `listener`. */
export function withHealth(
  db: Database,
  listener: RequestListener,
  options: HealthRoutesOptions = {},
): RequestListener {
  const routes = new HealthRoutes(db, options)
  const answerHealth = healthHandler(db, options)
  return (request, response) =>
    routes.has(request.url ?? '/') ? answerHealth(request, response) : listener(request, response)
}

/** For whatever speaks the Fetch API: a Next.js route handler, Deno, Bun, a worker. 404 for other paths. */
export function fetchHealthHandler(
  db: Database,
  options: HealthRoutesOptions = {},
): (request: Request) => Promise<Response> {
  const routes = new HealthRoutes(db, options)
  return async (request) => {
    const answer = await routes.answer(request.method, new URL(request.url).pathname)
    return answer
      ? new Response(answer.body || null, { status: answer.status, headers: answer.headers })
      : new Response(null, { status: 404 })
  }
}

/** A Hono middleware: `app.use(honoHealth(db))`. */
export function honoHealth(
  db: Database,
  options: HealthRoutesOptions = {},
): (
  context: { readonly req: { readonly raw: Request } },
  next: () => Promise<void>,
) => Promise<Response | undefined> {
  const routes = new HealthRoutes(db, options)
  return async (context, next) => {
    const { method, url } = context.req.raw
    const answer = await routes.answer(method, new URL(url).pathname)
    if (answer) return new Response(answer.body || null, { status: answer.status, headers: answer.headers })
    await next()
    return undefined
  }
}

/** The part of a Fastify instance that the plugin needs. */
interface FastifyLike {
  addHook(
    name: 'onRequest',
    hook: (
      request: { readonly method: string; readonly raw: { readonly url?: string | undefined } },
      reply: {
        code(status: number): unknown
        headers(headers: Readonly<Record<string, string>>): unknown
        send(body: string): unknown
      },
    ) => Promise<unknown>,
  ): unknown
}

/** A Fastify plugin: `await app.register(fastifyHealth(db))`. It answers before the routes of the application. */
export function fastifyHealth(
  db: Database,
  options: HealthRoutesOptions = {},
): (app: FastifyLike) => Promise<void> {
  const routes = new HealthRoutes(db, options)
  const plugin = async (app: FastifyLike) => {
    app.addHook('onRequest', async (request, reply) => {
      const answer = await routes.answer(request.method, request.raw.url ?? '/')
      if (!answer) return undefined
      reply.code(answer.status)
      reply.headers(answer.headers)
      return reply.send(answer.body)
    })
  }
  // Fastify keeps a plugin's hooks to itself unless it says that it is meant for everybody.
  return Object.assign(plugin, { [Symbol.for('skip-override')]: true })
}
