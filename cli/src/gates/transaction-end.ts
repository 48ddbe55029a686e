/** Faults strike statements, not these: a COMMIT that fails in DuckDB has rolled back, a thrown-in fault would not. */
export const endsTransaction = /^\s*(COMMIT|ROLLBACK)\b/i
