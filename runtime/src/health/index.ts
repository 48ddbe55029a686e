export type {
  DatabaseHealth,
  HealthOptions,
  HealthStatus,
  ObservedBreaker,
} from './check-health.js'
export {
  fastifyHealth,
  fetchHealthHandler,
  healthHandler,
  honoHealth,
  withHealth,
} from './health-handlers.js'
export {
  type HealthResponse,
  HealthRoutes,
  type HealthRoutesOptions,
  type MetricsSource,
} from './health-routes.js'
