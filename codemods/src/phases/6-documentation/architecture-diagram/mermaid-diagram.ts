/** A Mermaid flow chart; nodes are named by any text and drawn once. */
export class Diagram {
  readonly #lines: string[] = []
  readonly #ids = new Map<string, string>()
  #indent = '  '

  group(name: string, title: string, fill: () => void): void {
    this.#ids.set(name, name)
    this.#lines.push(`${this.#indent}subgraph ${name} [${quoted(title)}]`)
    this.#indent = '    '
    fill()
    this.#indent = '  '
    this.#lines.push(`${this.#indent}end`)
  }

  node(name: string, label: string, shape: 'box' | 'hexagon' | 'database' = 'box'): void {
    if (this.#ids.has(name)) return
    const id = `n${this.#ids.size}`
    this.#ids.set(name, id)
    const [open, close] = { box: ['[', ']'], hexagon: ['{{', '}}'], database: ['[(', ')]'] }[shape]
    this.#lines.push(`${this.#indent}${id}${open}${quoted(label)}${close}`)
  }

  arrow(from: string, to: string, style: 'thin' | 'thick' | 'dotted' = 'thin'): void {
    const sign = { thin: '-->', thick: '==>', dotted: '-.->' }[style]
    this.#lines.push(`${this.#indent}${this.#id(from)} ${sign} ${this.#id(to)}`)
  }

  text(): string {
    return ['flowchart LR', ...this.#lines].join('\n')
  }

  #id(name: string): string {
    const id = this.#ids.get(name)
    if (id === undefined) throw new RangeError(`The diagram has no node "${name}".`)
    return id
  }
}

/** Mermaid reads entity codes in quoted labels; everything it could take for markup becomes one. */
function quoted(text: string): string {
  const safe = text.replace(/["<>#&;`[\]{}()|\\]/g, (sign) => `#${sign.codePointAt(0)};`)
  return `"${safe.replace(/\s+/g, ' ')}"`
}
