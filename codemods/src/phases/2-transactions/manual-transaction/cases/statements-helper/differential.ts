import fc from 'fast-check'
import { id, inserts, rows } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

const statement = fc.oneof(
  id.map((id) => `DELETE FROM tags WHERE item_id = ${id}`),
  id.map((id) => `INSERT INTO items (id, name) VALUES (${id}, 'new')`),
  fc.constant('UPDATE items SET price = price + 1'),
  fc.constant('UPDATE nothing SET price = 1'),
)

export default differential({
  module: 'src/run-all.ts',
  inputs: fc.record({ rows, statements: fc.array(statement, { maxLength: 4 }) }),
  rows: (input) => inserts(input.rows),
  run: (module, { statements }) => new module.Batch().run(statements),
})
