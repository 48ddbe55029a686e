import { openInstance } from '@duckshift/runtime/compat/neo'

export async function open() {
  return (await openInstance(':memory:')).connect()
}
