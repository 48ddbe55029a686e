'use strict'

/** It cannot import, and breakers.ts is an ES module. */
exports.rates = async () => {
  const response = await fetch('https://rates.example/today')
  return response.json()
}
