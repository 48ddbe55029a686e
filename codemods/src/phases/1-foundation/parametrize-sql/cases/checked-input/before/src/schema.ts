interface Checked {
  readonly success: boolean
  readonly data: { readonly category: string }
}

interface Schema {
  safeParse(input: unknown): Checked
}

export declare const schema: Schema
