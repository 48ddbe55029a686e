import { describeCases } from './describe-cases.js'

describeCases(3)
