/** One thing of a file that lives or dies as a whole. */
export interface Unit {
  readonly kind: UnitKind
  /** The declared names; several for `const { a, b } = …`. */
  readonly names: readonly string[]
  /** Range of the declaration: the declarator, function, class, member. */
  readonly start: number
  readonly end: number
  /** Where its name is written. */
  readonly nameStart: number
  /** Index of the class, enum or function this belongs to. */
  readonly parent?: number
  /** What it refers to, see `Reference`. */
  readonly references: readonly Reference[]
  /** Property names asked of things whose class the syntax does not tell. */
  readonly loose: readonly string[]
  /** Keys of object literals: one may be typed as a class. */
  readonly written?: readonly string[]
  /** Methods of the legacy client that it names to the runtime, which calls them. */
  readonly calledByName?: readonly string[]
  readonly imports: readonly DynamicImport[]
  /** True when removing it takes away nothing that runs when the file loads. */
  readonly pure: boolean
  /** Set where reflection may reach it: decorators, computed access. */
  readonly dynamic?: string
  readonly isPrivate?: boolean
  readonly isStatic?: boolean
  readonly isField?: boolean
  /** What a class extends: an import, a name of the file or a global, or `null` for an expression. */
  readonly base?: number | string | null
  readonly contracts?: readonly (number | string | null)[]
  /** Interfaces and object types in it. */
  readonly shapes?: readonly Shape[]
  /** Indexes of the imports that decorate it. */
  readonly decorators?: readonly number[]
}

/** Names that an interface or object type asks for. */
export interface Shape {
  readonly required: readonly string[]
  readonly optional: readonly string[]
}

export type UnitKind =
  | 'module'
  | 'function'
  | 'class'
  | 'variable'
  | 'type'
  | 'enum'
  | 'namespace'
  | 'class-member'
  | 'enum-member'
  | 'local'

/** A use of a top-level name or an import of the same file. */
export interface Reference {
  /** Index of an import, or the name of a top-level declaration. */
  readonly to: number | string
  /** `name.member`, `new Name().member`, `inject(Name).member`. */
  readonly member?: string
  /** The member is asked of the class's instance, not of the thing itself. */
  readonly ofInstance?: true
  readonly isType?: true
  /** The thing as a whole is handed on, spread, enumerated or asked with a computed key. */
  readonly whole?: true
  /** An instance goes into a call of this import or global, where it may be used by its shape. */
  readonly handedTo?: number | string
  /** Outside of function bodies: callers see it. */
  readonly inSignature?: true
}

export interface ImportFact {
  readonly from: string
  /** `*` for a namespace. */
  readonly imported: string
  readonly local: string
  readonly start: number
  readonly end: number
  readonly isType: boolean
  /** No identifier of the file refers to it. */
  readonly unused: boolean
}

/** `import('x')`, `require('x')`, a path handed to something that loads it. */
export interface DynamicImport {
  readonly from: string
  /** Names taken from it; absent for all. */
  readonly names?: readonly string[]
  /** `from` is a glob made of the fixed parts of a template. */
  readonly isPattern?: true
}

export type ExportFact =
  | {
      readonly kind: 'local'
      readonly name: string
      readonly local: string
      readonly start: number
      readonly end: number
    }
  | {
      readonly kind: 're-export'
      readonly name: string
      readonly from: string
      readonly imported: string
      /** Index of the import that brought it, for `import { a } …; export { a }`. */
      readonly import?: number
      readonly start: number
      readonly end: number
    }

export interface FileFacts {
  readonly units: readonly Unit[]
  readonly imports: readonly ImportFact[]
  /** `import './x'` */
  readonly bareImports: readonly string[]
  readonly exports: readonly ExportFact[]
  readonly stars: readonly { readonly from: string; readonly start: number; readonly end: number }[]
  /** Words and paths in string literals: what reflection and configuration may name. */
  readonly strings: readonly string[]
  /** CommonJS whose exports could not all be told. */
  readonly openExports: boolean
  /** CommonJS that assigns something else than an object to `module.exports`. */
  readonly isOneValue: boolean
  /** It does something when it loads, beyond declaring. */
  readonly hasEffects: boolean
  readonly isScript: boolean
  readonly hasShebang: boolean
  /** Its own comment shows the command that starts it: `Run with: tsx scripts/build.ts`. */
  readonly saysHowToRun: boolean
}
