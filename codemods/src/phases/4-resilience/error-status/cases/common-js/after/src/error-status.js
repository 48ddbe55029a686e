const { DatabaseError } = require('@duckshift/runtime');

/** The status that errors of the database are answered with, by what kind of trouble it is. */
const statuses = {
  integrity: 409,
  statement: 500,
  transaction: 503,
  resource: 503,
  connection: 503,
  cancelled: 503,
  other: 500,
};

/** 500 for every error that is not of the database. */
function statusOf(error) {
  return error instanceof DatabaseError ? statuses[error.category] : 500;
}

module.exports = { statusOf };
