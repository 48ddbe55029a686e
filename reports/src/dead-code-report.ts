/** What nothing reaches any more, and why that is known. */
export interface DeadCodeFinding {
  readonly file: string
  /** 1-based; 1 for a whole file or a dependency. */
  readonly line: number
  readonly kind: string
  readonly name: string
  /** One sentence. */
  readonly because: string
}
