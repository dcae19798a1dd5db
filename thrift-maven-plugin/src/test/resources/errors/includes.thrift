include "nowhere.thrift"
include "cycle.thrift"
include <x>
struct A { 1: cycle.B b }
#= cycle.thrift:1:9: error: cyclic include: cycle.thrift (expected: files that do not include each other)
#= includes.thrift:1:9: error: included file not found: nowhere.thrift (expected: a file in src/test/resources/errors)
#= includes.thrift:3:9: error: unexpected '<' (expected: a file name in quotes)
