import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'

export class Node {
  readonly children: Node[] = []
  parent: Node | undefined
  adopt(child: Node) {
    this.children.push(child)
    child.parent = this
    this.children.push(this.parent!)
    this.parent = this.children.at(0)
  }
}
let connection: DuckDBConnection | undefined
export async function getConnection(): Promise<DuckDBConnection> { // accessor: async-function
  connection ??= await (await DuckDBInstance.create('app.duckdb')).connect()
  return connection
}
