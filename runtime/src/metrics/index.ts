export { PrometheusMetrics, type PrometheusMetricsOptions } from './prometheus-metrics.js'
export { observePool, type TelemetryOptions, tracedDriver } from './telemetry.js'
