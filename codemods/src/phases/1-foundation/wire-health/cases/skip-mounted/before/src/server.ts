import express, { type Express } from 'express'

const express4 = (make: () => Express) => make()
// Not the package's function: what it makes is not known.
const app = express4(() => { throw new Error('no server in this project') })
app.listen(3000)

const sub = express()
app.use('/sub', sub)
