module.exports = {
  moduleNameMapper: {
    '^@/db/connection$': '<rootDir>/test/connection.ts',
    '^@/(.*)$': '<rootDir>/src/$1',
  },
}
