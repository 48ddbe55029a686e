export function statusOf(error: unknown): number {
  const message = error instanceof Error ? error.message : String(error)
  if (message.includes('Constraint Error')) return 409
  return 500
}
