import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { methodNames, parameterNames } from './method-name.js'
import { SqlAnalyzer } from './sql-analyzer.js'

let analyzer: SqlAnalyzer

beforeAll(async () => {
  const schema = `CREATE TABLE books (id INTEGER PRIMARY KEY, isbn VARCHAR, title VARCHAR, price DECIMAL(8, 2),
    stock INTEGER, shelf VARCHAR, "group" VARCHAR, added_at TIMESTAMP, rating DOUBLE, category VARCHAR)`
  analyzer = await SqlAnalyzer.open({ statements: [schema], origin: 'configured', files: [], foreign: [] })
})
afterAll(() => analyzer.close())

describe('a repository method is named after what its statement does', () => {
  const named: [string, string][] = [
    ['INSERT INTO books (id) VALUES (?) ON CONFLICT DO NOTHING', 'insertIfMissing'],
    ['INSERT OR IGNORE INTO books (id) VALUES (?)', 'insertIfMissing'],
    ['INSERT INTO books (id) VALUES (?) ON CONFLICT DO UPDATE SET title = excluded.title', 'upsert'],
    ['UPDATE books SET stock = stock - ? WHERE id = ?', 'decreaseStockById'],
    ['UPDATE books SET stock = stock + 1 WHERE id = ?', 'increaseStockById'],
    ['UPDATE books SET stock = stock + 1, title = ? WHERE id = ?', 'updateStockAndTitleById'],
    ['UPDATE books SET stock = ? WHERE id = ?', 'updateStockById'],
    ['SELECT id FROM books WHERE price >= ?', 'listIdByPriceAtLeast'],
    ['SELECT id FROM books WHERE price <= ?', 'listIdByPriceAtMost'],
    ['SELECT id FROM books WHERE price > ?', 'listIdByPriceAbove'],
    ['SELECT id FROM books WHERE added_at >= ?', 'listIdByAddedAtSince'],
    ['SELECT id FROM books WHERE added_at <= ?', 'listIdByAddedAtUpTo'],
    ['SELECT id FROM books WHERE title = ? OR isbn = ?', 'listIdByTitleOrIsbn'],
    ['SELECT * FROM books ORDER BY price DESC LIMIT 1', 'findHighestPrice'],
    ['SELECT * FROM books ORDER BY added_at DESC LIMIT 1', 'findLatest'],
    ['SELECT * FROM books ORDER BY id DESC LIMIT 1', 'findLatest'],
    ['SELECT count(*) FROM books WHERE isbn::VARCHAR IS NULL', 'countByMissingIsbn'],
    ['SELECT * FROM books WHERE isbn IS NOT NULL', 'listWithIsbn'],
    ['SELECT * FROM books WHERE isbn IS NOT NULL AND shelf = ?', 'listByShelfWithIsbn'],
    ["SELECT * FROM books WHERE isbn IS NOT NULL AND isbn NOT IN ('', '-')", 'listByIsbnNotIn'],
    ['SELECT * FROM books WHERE isbn IS NOT NULL OR shelf = ?', 'listByShelfOrWithIsbn'],
    ['SELECT shelf, count(*) AS n FROM books GROUP BY ALL', 'summarizeByShelf'],
    ['SELECT shelf, count(*) AS n FROM books GROUP BY 1', 'summarizeByShelf'],
    ['SELECT b FROM books b WHERE isbn = ?', 'listByIsbn'],
    ['DESCRIBE books', 'describe'],
    ['SELECT * FROM books WHERE shelf = ? ORDER BY added_at DESC', 'listRecentByShelf'],
    ['SELECT * FROM books WHERE shelf = ? ORDER BY rating DESC', 'listByShelf'],
    ['SELECT * FROM books WHERE shelf = ? ORDER BY category DESC', 'listByShelf'],
    ['SUMMARIZE books', 'summarizeColumns'],
    ['SELECT id FROM books WHERE shelf <> ?', 'listIdByShelfNot'],
    ['SELECT id FROM books WHERE shelf NOT IN (?, ?)', 'listIdByShelfNotIn'],
    [
      "SELECT date_trunc('day', added_at), count(*) FROM books GROUP BY date_trunc('day', added_at)",
      'summarizeByAddedAt',
    ],
    [
      'SELECT id, (SELECT title FROM books o WHERE o.price > 1 ORDER BY price DESC LIMIT 1) FROM books WHERE shelf = ?',
      'listByShelf',
    ],
    ['SELECT * FROM (SELECT * FROM books WHERE shelf = ?)', 'listByShelf'],
    ['WITH cheap AS (SELECT id FROM books WHERE price < ?) SELECT id FROM cheap', 'listIdByPriceBelow'],
    ["SELECT max(date_trunc('day', added_at)) AS day FROM books", 'maxDateTrunc'],
    ['SELECT sum((price * stock)) AS total FROM books', 'sumTotal'],
    ['SELECT MAX(CAST(added_at AS DATE))::VARCHAR AS newest FROM books', 'maxAddedAt'],
    ['SELECT avg(TRY_CAST(b.rating AS DECIMAL(4, 1))) FROM books b', 'avgRating'],
    ['SELECT id FROM books WHERE CAST(added_at AS DATE) = ?', 'listIdByAddedAt'],
    ['SELECT id FROM books WHERE isbn = CAST(? AS VARCHAR)', 'listIdByIsbn'],
    ['SELECT min(added_at) AS first, max(added_at) AS last FROM books', 'minAndMaxAddedAt'],
    ['SELECT avg(price), min(price), max(price) FROM books', 'summarizePrice'],
    ['SELECT sum(price) AS worth, max(rating) AS best FROM books WHERE shelf = ?', 'summarizeByShelf'],
    ['SELECT sum(price), avg(rating) FROM books', 'summarizeAll'],
    ['SELECT CAST(min(added_at) AS VARCHAR) AS a, CAST(count(*) AS DOUBLE) AS n FROM books', 'summarizeAll'],
    ['SELECT count(*) AS n, sum(price) AS worth FROM books WHERE shelf = ?', 'summarizeByShelf'],
    ['SELECT count(*) AS n, count(*) FILTER (WHERE stock > 0) AS left FROM books', 'summarizeAll'],
    ['SELECT CAST(max(added_at) AS VARCHAR) AS newest FROM books', 'maxAddedAt'],
    ['SELECT CAST(COALESCE(sum(price), 0) AS DOUBLE) AS worth FROM books', 'sumPrice'],
    ['SELECT ROUND(avg(rating), 2) AS rating FROM books WHERE shelf = ?', 'avgRatingByShelf'],
    ['SELECT count(DISTINCT shelf) AS n FROM books', 'countDistinctShelf'],
    ['SELECT count(DISTINCT b.shelf) FROM books b WHERE category = ?', 'countDistinctShelfByCategory'],
    [
      "SELECT right(isbn, 6) AS a, left(right(isbn, 6), 4) || '-' || right(isbn, 2) AS b, sum(price) FROM books GROUP BY right(isbn, 6), left(right(isbn, 6), 4) || '-' || right(isbn, 2)",
      'summarizeByIsbn',
    ],
  ]
  for (const [sql, name] of named)
    it(`${name}: ${sql}`, async () => {
      const analysis = await analyzer.analyze(sql)
      if (!analysis.ok) throw new Error(analysis.message)
      expect(methodNames({ sql, analysis, single: false, context: 'Shop.read' })[0]).toBe(name)
    })
})

describe('a parameter is named after its argument, or after its column where that says more', () => {
  it.each([
    ['SELECT 1 FROM books WHERE shelf = ?', ['s'], ['shelf']],
    ['SELECT 1 FROM books WHERE shelf = ?', ['place'], ['place']],
    ['UPDATE days SET actual_temp_min = ?', ['converted.tempMin'], ['actualTempMin']],
    ['SELECT 1 FROM books WHERE id = ? AND shelf = ?', ['book.id', 'MAIN_SHELF'], ['id', 'shelf']],
  ])('%s with %s', (sql, texts, names) => {
    expect(parameterNames(sql, texts)).toEqual(names)
  })
})
