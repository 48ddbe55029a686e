import vat from './vat.js'

vat.codes().then(console.log)
