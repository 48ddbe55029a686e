import type { DatabaseToken } from '../plan/planning.js'
import type { ImportNeed } from '../plan/proposal.js'
import type { SourceFile } from '../survey/source-file.js'

/** What a file calls the database's token, and the import that gives it: another name where its own is taken. */
export function tokenImport(
  file: SourceFile,
  { module, token }: DatabaseToken,
): { readonly token: string; readonly need: ImportNeed } {
  const known = file.scopes.topLevel(token)
  const isTaken = known !== undefined && known.declaration.type !== 'ImportSpecifier'
  const target = { file: module }
  return isTaken
    ? { token: `${token}Token`, need: { target, name: token, alias: `${token}Token` } }
    : { token, need: { target, name: token } }
}
