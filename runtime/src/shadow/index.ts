export { type ComparisonOptions, compareRows, type RowDifference } from './compare-rows.js'
export { type Mismatch, Shadow, type ShadowedRead, type ShadowOptions, type ShadowStats } from './shadow.js'
