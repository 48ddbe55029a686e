const { inject } = require('@duckshift/runtime')
const { DevicesRepository } = require('./repositories/devices-repository')

exports.labels = async () => {
  const rows = await inject(DevicesRepository).listLabel()
  return rows.map(({ label }) => label)
}
