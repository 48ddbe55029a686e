import fc from 'fast-check'
import { id, inserts, rows, word } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

export default differential({
  module: 'src/nested.ts',
  inputs: fc.record({ rows, id, name: word, tags: fc.array(word, { maxLength: 3 }), alone: fc.boolean() }),
  rows: (input) => inserts(input.rows),
  run: (module, { id, name, tags, alone }) => (alone ? module.addTag(id, name) : module.addItem(id, name, tags)),
})
