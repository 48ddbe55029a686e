/** A type on one line, however many it takes where it was written; as it is where a comment stands in it. */
export function onOneLine(type: string): string {
  if (!type.includes('\n') || /\/[/*]/.test(type)) return type
  return type.split(/\s*\n\s*/).reduce((text, line) => joined(text, line))
}

function joined(text: string, line: string): string {
  if (/^\}/.test(line)) return `${text.replace(/[;,]$/, '')} ${line}`
  if (/^[)\]>]/.test(line)) return text.replace(/,$/, '') + line
  if (/[([<]$/.test(text)) return text + line.replace(/^[|&]\s*/, '')
  if (/[:=]$/.test(text)) return `${text} ${line.replace(/^[|&]\s*/, '')}`
  const goesOn = /([{;,|&?]|=>)$/.test(text) || /^([|&?:]|=>|extends\b)/.test(line)
  return `${text}${goesOn ? '' : ';'} ${line}`
}

/** What two texts of the same type have in common, however each is laid out. */
export function withoutLayout(type: string): string {
  return onOneLine(type)
    .replaceAll("'", '"')
    .replace(/\s*([^\w$\s])\s*/g, '$1')
    .replaceAll(';', ',')
    .replace(/,(?=[}\])>])|(?<=[(<:=,]|^)\|/g, '')
}

/** A type that is written down elsewhere: its lines but the first moved to an indentation. */
export function indented(type: string, indent: string): string {
  const [first, ...others] = type.split(/\r?\n/)
  const own = /^[ \t]*/.exec(others.at(-1) ?? '')![0]
  return [
    first!,
    ...others.map((line) => indent + (line.startsWith(own) ? line.slice(own.length) : line.trimStart())),
  ].join('\n')
}

/** A union, and the like, of which an array cannot be made as it is; what is in braces stands for itself. */
export function isCompound(type: string): boolean {
  let bare = type
  for (let inner = ''; inner !== bare; bare = bare.replace(/\{[^{}]*\}|<[^<>]*>|\([^()]*\)/g, ''))
    inner = bare
  return /[|&?]|=>|^(?:keyof|readonly)\b/.test(bare)
}
