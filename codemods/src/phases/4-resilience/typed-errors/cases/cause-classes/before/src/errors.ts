export class StoreError extends Error {
  readonly code: string

  constructor(message: string, code: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** No constructor of its own. */
export class PriceError extends StoreError {}

export class LoadError extends Error {
  constructor(
    message: string,
    readonly details: { id?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause })
  }
}

export class SaveError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
  }
}

export class AnyArguments extends Error {
  constructor(...args: [message?: string, options?: ErrorOptions]) {
    super(...args)
  }
}
