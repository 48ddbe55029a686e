var trips = require('./trips')

trips.each(console.log)
trips.add(1, -1).catch(function (error) {
  if (/Constraint Error/.test(error.message)) return console.error('no trip')
  throw error
})
