// What a missing include would have brought is not reported once more.
include "nowhere/gone.thrift"
include "shared/missing-include.thrift"
struct A {
  1: gone.B b = gone.NOTHING
  2: list<gone.C> c = [gone.Color.RED]
  3: i32 d = gone.FIVE
  4: absent.E e
}
typedef map<string, gone.F> Fs
const Fs NONE = {}
const gone.G ONE = {"x": 1}
service H extends gone.I {
  gone.J get(1: gone.K k) throws (1: gone.L l)
}
#= missing-include.thrift:2:9: error: included file not found: nowhere/gone.thrift (expected: a file in src/test/resources/errors)
#= missing-include.thrift:3:9: error: included file not found: shared/missing-include.thrift (expected: a file in src/test/resources/errors)
#= missing-include.thrift:8:6: error: unknown type: absent.E (expected: a type of this file, or file.Type of an included one)
