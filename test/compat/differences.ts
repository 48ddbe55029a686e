/** Where the compatibility modules answer otherwise than the recorded packages, and why. */
export interface Difference {
  readonly observations: RegExp
  readonly reason: string
}

export const differences: readonly Difference[] = [
  {
    observations: /^parameters: (large )?bigint\b/,
    reason: 'The old package bound NULL for every bigint, silently. It is bound as the number it is.',
  },
  {
    observations: /^parameters: buffer with an escape(,| into (varchar|blob|uuid|json)$)/,
    reason:
      'The old package read bytes as a literal: \\x41 became one byte, and a byte above 127 ended the process. Bytes arrive as they are.',
  },
  {
    observations: /^errors: (all|run|exec): (unknown type|ambiguous column)$/,
    reason: 'DuckDB 1.5 adds the line and the place to the message.',
  },
  {
    observations: /^errors: (all|run|exec): unknown setting$/,
    reason: 'The suggestion names a setting of DuckDB 1.5.',
  },
  {
    observations: /^statements: several statements, the first fails$/,
    reason:
      'The old package wrapped the error in one about a pending result, of another type. The error itself is given.',
  },
  {
    observations: /^connections: opening with a wrong option$/,
    reason:
      'The driver reads options when it opens, and does not say which value is wrong: the callback gets the error, where the old constructor threw it.',
  },
  {
    observations: /^functions: is given (boolean|float|date|decimal\(9,2\))$/,
    reason: 'The old package refused functions with arguments of these types.',
  },
  {
    observations: /^functions: after unregistering$/,
    reason:
      'The driver cannot drop a function, so it fails when it is called, not when the statement is prepared: the message has no place.',
  },
]
