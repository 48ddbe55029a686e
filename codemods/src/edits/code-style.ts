import type { CodeStyle } from '../repositories/repository-method.js'
import type { SourceFile } from '../survey/source-file.js'

/** How a file is written, from its own text. */
export function codeStyleOf(text: string, typed: boolean): CodeStyle {
  // Imports show the quotes of the code; elsewhere there are attributes, SQL and prose.
  const singleImports = count(text, /(?<!['"`])\b(from|import|require\()\s*'/g)
  const doubleImports = count(text, /(?<!['"`])\b(from|import|require\()\s*"/g)
  const isClear = singleImports !== doubleImports
  const single = isClear ? singleImports : count(text, /(^|[\s([={,:])'[^'"\n]*'/gm)
  const double = isClear ? doubleImports : count(text, /(^|[\s([={,:])"[^'"\n]*"/gm)
  // SQL ends its statements with a semicolon, whatever the code around it does.
  const code = text.replace(/`[^`\n]*`/g, '``').replace(/`[^`]*`/g, '``')
  const lines = code.split('\n')
  const withSemicolon = count(code, /;\r?$/gm)
  const statements = lines.filter((line) =>
    /^\s*(import|const|let|return|await)\b.*[^,{([;\s]\r?$|;\r?$/.test(line),
  ).length
  const indent = /\n(\t| {2,8})\S/.exec(text)?.[1] ?? '  '
  return {
    quote: double > single ? '"' : "'",
    semicolons: statements > 0 && withSemicolon * 2 >= statements,
    indent: indent === '\t' ? '\t' : indent.length >= 4 && !/\n {2}\S/.test(text) ? '    ' : '  ',
    lineEnding: text.includes('\r\n') ? '\r\n' : '\n',
    width: 110,
    typed,
    ...(!typed && /@param\s+\{|@type\s+\{|@ts-check/.test(text) && { documented: true }),
  }
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

/** The style most of these texts share: for files that do not exist yet. */
export function commonStyle(styles: readonly CodeStyle[]): CodeStyle {
  const most = <Key extends keyof CodeStyle>(key: Key): CodeStyle[Key] => {
    const counts = new Map<CodeStyle[Key], number>()
    for (const style of styles) counts.set(style[key], (counts.get(style[key]) ?? 0) + 1)
    return [...counts].sort((a, b) => b[1] - a[1])[0]![0]
  }
  return {
    quote: most('quote'),
    semicolons: most('semicolons'),
    indent: most('indent'),
    lineEnding: most('lineEnding'),
    width: most('width'),
    typed: most('typed'),
    ...(styles.some(({ documented }) => documented) && !most('typed') && { documented: true }),
  }
}

/** True for a module that loads others with `require` and is no ES module. */
export function isCommonJs(file: SourceFile): boolean {
  if (/\.c[jt]s$/.test(file.path)) return true
  if (file.program.body.some((node) => /^(Import|Export)\w*Declaration$/.test(node.type))) return false
  return /\brequire\(\s*['"`]|\bmodule\.exports\b|\bexports\.\w/.test(file.text)
}
