struct User { 1: Usr parent, 2: list<other.Thing> things }
service Users { Nope get(1: Missing id) }
#= unknown-type.thrift:1:18: error: unknown type: Usr (expected: a type of this file, or file.Type of an included one)
#= unknown-type.thrift:1:38: error: unknown type: other.Thing (expected: a type of this file, or file.Type of an included one)
#= unknown-type.thrift:2:17: error: unknown type: Nope (expected: a type of this file, or file.Type of an included one)
#= unknown-type.thrift:2:29: error: unknown type: Missing (expected: a type of this file, or file.Type of an included one)
