import { OrdersRepository } from './orders-repository.js'

if (typeof OrdersRepository.prototype.find !== 'function') throw new Error('it finds')
