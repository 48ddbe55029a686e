/** Lines and columns in texts, each text's lines counted once. */
export class LineStarts {
  readonly #starts = new Map<string, number[]>()

  /** 1-based; a byte order mark takes no column. */
  position(file: string, text: string, offset: number): { readonly line: number; readonly column: number } {
    const starts = this.#starts.get(file) ?? startsOf(text)
    this.#starts.set(file, starts)
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - starts[low]! + 1 }
  }
}

function startsOf(text: string): number[] {
  const starts = [text.charCodeAt(0) === 0xfeff ? 1 : 0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}
