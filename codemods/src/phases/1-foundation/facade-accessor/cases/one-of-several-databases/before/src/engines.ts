import { DuckDBEngine } from './duckdb-engine.js'
import type { Engine, Settings } from './engine.js'
import { MemoryEngine } from './memory-engine.js'
import { RemoteEngine } from './remote-engine.js'

const open = new Map<string, { engine: Engine }>()

// The callers know an engine, not which database it is.
export function createEngine(settings: Settings): Engine {
  switch (settings.engine) {
    case 'memory':
      return new MemoryEngine()
    case 'remote':
      return new RemoteEngine(settings.path)
    case 'duckdb':
      return new DuckDBEngine(settings.path)
  }
}

export function getEngine(settings: Settings): Engine {
  const known = open.get(settings.path)
  if (known) return known.engine
  const engine = createEngine(settings)
  open.set(settings.path, { engine })
  return engine
}
