const notes = require('./notes')
const tags = require('./tags')
const items = require('./items')
const { targets } = require('./links')

notes
  .addTwice(1, 'a')
  .then(() => tags.addAll(['b']))
  .then(() => items.addNamed('c'))
  .then(targets)
  .then(console.log)
