/** Not the driver's. */
export class DuckDBInstance {
  static create(): DuckDBInstance {
    return new DuckDBInstance()
  }
}
