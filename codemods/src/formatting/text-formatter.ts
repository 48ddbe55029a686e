/** A file's text, as it is or as it shall be. */
export interface FileText {
  /** Relative to the project. */
  readonly path: string
  readonly text: string
}

/** One way in which an installed formatter formats. */
export interface TextFormatter {
  /** What runs; equal for equal installations. */
  readonly program: string
  /** True where starting it takes longer than formatting some files: it is asked for all it may be needed for at once. */
  readonly startsSlowly: boolean
  /** The formatted texts, in the order given; undefined where it says nothing, or not before the deadline. */
  format(files: readonly FileText[], deadline: number): Promise<readonly (string | undefined)[]>
}
