import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Text of a project file and the SHA-256 of its bytes, hex. Throws a TypeError when the file is not UTF-8. */
export function readText(root: string, path: string): { readonly text: string; readonly hash: string } {
  const bytes = readFileSync(join(root, path))
  return { text: utf8.decode(bytes), hash: createHash('sha256').update(bytes).digest('hex') }
}
