import type { SourceFile } from '../../survey/source-file.js'

/** True for files that Node runs as CommonJS as they are, so that an import written into them would not parse. */
export function isCommonJs(file: SourceFile): boolean {
  if (/\.c[jt]s$/.test(file.path)) return true
  if (file.typed) return false
  const isModule = file.program.body.some((node) => /^(Import|Export)\w*Declaration$/.test(node.type))
  return !isModule && /\brequire\(|\bmodule\.exports\b|\bexports\.\w/.test(file.text)
}
