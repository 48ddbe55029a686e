const { inject } = require('@duckshift/runtime')
const { VisitsRepository } = require('./repositories/visits-repository')

exports.count = async () => {
  const visits = inject(VisitsRepository)
  const rows = await visits.countAll()
  return rows[0].n
}
