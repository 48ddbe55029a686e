import { expect, test } from 'vitest'
import { classifyStatement, classifyStatements } from './statement-class.js'

test.each([
  ['select 1', 'read'],
  ['  -- a comment\n/* and; another */ SELECT 1;', 'read'],
  ['(select 1) union (select 2)', 'read'],
  ["select 'a; delete from t'", 'read'],
  ['select "update" from t', 'read'],
  ['with x as (select 1) select * from x', 'read'],
  ['with x as (select 1) insert into t from x', 'write'],
  ['from t select a', 'read'],
  ['explain select 1', 'read'],
  ['explain analyze select 1', 'read'],
  ['explain analyze insert into t values (1)', 'write'],
  ['insert into t values ($1)', 'write'],
  ['MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN DELETE', 'write'],
  ['copy t to "x.csv"', 'write'],
  ['BEGIN', 'begin'],
  ['start transaction', 'begin'],
  ['commit', 'commit'],
  ['end', 'commit'],
  ['abort', 'rollback'],
  ['create table t(i int)', 'definition'],
  ['create temp table t(i int)', 'session'],
  ['create or replace temporary view v as select 1', 'session'],
  ['create table temp.t(i int)', 'session'],
  ['create table if not exists temp.main.t(i int)', 'session'],
  ['create table temperature(i int)', 'definition'],
  ['drop table t', 'definition'],
  ["set schema = 'x'", 'session'],
  ['set variable x = 1', 'session'],
  ['use other', 'session'],
  ['prepare p as select 1', 'session'],
  ['select setseed(0.5)', 'session'],
  ['set threads = 2', 'setting'],
  ['set global schema = 1', 'setting'],
  ["attach 'x.db'", 'setting'],
  ['pragma table_info(t)', 'setting'],
  ['pragma disable_optimizer', 'session'],
  ['something unheard of', 'session'],
  ['begin; insert into t values (1); commit', 'several'],
  ['select 1;;  -- nothing more', 'read'],
  ['select $$ a; b $$', 'read'],
])('%s is %s', (sql, expected) => {
  expect(classifyStatement(sql)).toBe(expected)
})

test('a script is classified statement by statement', () => {
  expect(classifyStatements('begin; update t set a = 1; create temp table x(i int); commit;')).toEqual([
    'begin',
    'write',
    'session',
    'commit',
  ])
})

test('nothing but comments has no statement', () => {
  expect(classifyStatements('-- nothing\n;;')).toEqual([])
})
