/** `packages/api/src/db/database.ts` lives in `packages/api/src`. */
export function sourceFolder(path: string): string {
  const parts = path.split('/').slice(0, -1)
  const index = parts.lastIndexOf('src')
  return index < 0 ? parts.join('/') : parts.slice(0, index + 1).join('/')
}
