#!/bin/sh
rm -rf node_modules/duckdb/src
