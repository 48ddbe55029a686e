/** What a refusal id means: one sentence for the reader, and what to do about it. */
export interface RefusalText {
  readonly message: string
  readonly help: string
}

export type RefusalTable = Readonly<Record<string, RefusalText>>
