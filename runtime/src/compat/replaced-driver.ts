/** The driver's class as code names it, whichever copy of the driver it is of. */
export interface OpeningDriver {
  create(path?: string, options?: Record<string, string>): Promise<object>
  fromCache(path?: string, options?: Record<string, string>): Promise<object>
}

/**
 * True for what a test put in the driver's place: another object, another class, a spy on one of its methods. Told by the
 * class itself, since a test runner may replace the module for the runtime as well, or the driver be installed twice:
 * the text of the driver's class holds that of each of its methods.
 */
export function isReplaced(driver: OpeningDriver): boolean {
  const text = textOf(driver)
  if (!/^class\b/.test(text)) return true
  const { create, fromCache, prototype } = driver as OpeningDriver & { prototype: Record<string, unknown> }
  return [create, fromCache, prototype.connect, prototype.closeSync].some(
    (method) => !text.includes(textOf(method)),
  )
}

function textOf(value: unknown): string {
  return typeof value === 'function' ? Function.prototype.toString.call(value) : 'no function'
}
