import { OrderStore } from './order-store.js'

if (typeof OrderStore.prototype.find !== 'function') throw new Error('it finds')
