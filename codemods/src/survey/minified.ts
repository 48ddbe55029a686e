/** Built code has few line ends: nobody edits it, and the next build writes it anew. */
export function isMinified(text: string): boolean {
  if (text.length < 5_000) return false
  let lines = 1
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1
  return text.length / lines > 300
}
