export * from './slow.js'
