export * from './raw.js'
