import { describe, test } from 'vitest'
import { openNeoDriver } from '../driver/neo-driver.js'
import { ChaosDriver, testDriver } from './index.js'

describe('the default driver', () => testDriver(openNeoDriver, { describe, test }))

describe('the chaos driver without faults', () => testDriver(new ChaosDriver().open, { describe, test }))
