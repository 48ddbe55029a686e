import { inject } from '@duckshift/runtime'
import { clientAccessor } from './database.js'

export const registry: Record<string, unknown> = {}

export function register(): void {
  registry.client = inject(clientAccessor)()
}
