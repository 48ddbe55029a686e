import type { Arbitrary } from 'fast-check'

// biome-ignore lint/suspicious/noExplicitAny: the modules of a case export what they like
export type Module = any

/** How the code of a case is run on random inputs, before and after its codemod. */
export interface Differential<Input> {
  /** Path of the module, relative to the case's project. */
  readonly module: string
  readonly inputs: Arbitrary<Input>
  /** Statements that put the input's rows into the empty tables. */
  readonly rows: (input: Input) => readonly string[]
  /** Runs the code. `effect` notes what it does to the world beyond its result. */
  readonly run: (module: Module, input: Input, effect: (what: unknown) => void) => unknown
}

export function differential<Input>(definition: Differential<Input>): Differential<Input> {
  return definition
}

/** What can be seen of one run: how it ended, what it did, and what it left in the tables. */
export interface Observation {
  readonly outcome: { readonly value: unknown } | { readonly error: string }
  readonly effects: readonly unknown[]
  readonly tables: Readonly<Record<string, unknown>>
}

interface Client {
  query(sql: string): Promise<Record<string, unknown>[]>
}

const tables = ['items', 'tags']

export class Side {
  readonly #module: Module
  readonly #client: Client

  constructor(module: Module, client: Client) {
    this.#module = module
    this.#client = client
  }

  async createTables(schema: string): Promise<void> {
    for (const statement of schema.split(';')) if (statement.trim()) await this.#client.query(statement)
  }

  async observe<Input>(definition: Differential<Input>, input: Input): Promise<Observation> {
    await this.#client.query('ROLLBACK').catch(() => undefined)
    const statements = [...tables.map((table) => `DELETE FROM ${table}`), ...definition.rows(input)]
    await this.#client.query(statements.join(';'))
    const effects: unknown[] = []
    let outcome: Observation['outcome']
    try {
      const copy = structuredClone(input)
      outcome = { value: await definition.run(this.#module, copy, (what) => effects.push(what)) }
    } catch (error) {
      outcome = { error: comparable(error) }
    }
    await this.#client.query('ROLLBACK').catch(() => undefined)
    const left: Record<string, unknown> = {}
    for (const table of tables) left[table] = await this.#client.query(`SELECT * FROM ${table} ORDER BY ALL`)
    return { outcome, effects, tables: left }
  }
}

/** The driver's message: the runtime adds advice on further lines and a cause. */
function comparable(error: unknown): string {
  return error instanceof Error ? `${error.message.split('\n')[0]}` : String(error)
}
