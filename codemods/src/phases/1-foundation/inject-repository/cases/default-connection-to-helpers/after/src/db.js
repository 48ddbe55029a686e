import { openInstance } from '@duckshift/runtime/compat/neo'

let opening

export default function getConnection() {
  opening ??= openInstance(process.env.DATABASE ?? 'users.duckdb').then((instance) => instance.connect())
  return opening
}
