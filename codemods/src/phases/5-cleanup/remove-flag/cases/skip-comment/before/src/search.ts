export function search(text: string): string[] {
  if (process.env.USE_POOL === 'true' /* set by the platform team */) {
    return [text]
  }
  return []
}

export function log(text: string): void {
  // Billing reads these lines.
  if (process.env.OLD) {
    console.log(text)
  }
}
