include "cycle.thrift"
struct B { 1: i32 x }
#= cycle.thrift:1:9: error: cyclic include: cycle.thrift (expected: files that do not include each other)
