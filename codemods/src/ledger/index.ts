export {
  excessOf,
  type Ledger,
  type LedgerEntry,
  type LedgerExcess,
  type LedgerKey,
  ledgerFile,
  ledgerOf,
  parseLedger,
  total,
  updateLedger,
} from './ledger.js'
export { readLedger, writeLedger } from './ledger-file.js'
