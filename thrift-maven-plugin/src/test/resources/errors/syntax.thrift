struct User {
  1: i32
  2: string name =
  required x
  4 i32 y
  5: list<string names
  6: i32 fine
}
enum Color { 5, RED = "x" }
service Users {
  void get(1: i32)
  i32
  void put(1: i32 id
}
const i32 = 5
struct Open {
  1: i32 id
service Next { void ping() }
namespace java late
#= syntax.thrift:3:3: error: unexpected '2' (expected: the field's name)
#= syntax.thrift:5:3: error: unexpected '4' (expected: the field's name)
#= syntax.thrift:6:18: error: unexpected 'names' (expected: '>')
#= syntax.thrift:9:14: error: unexpected '5' (expected: an enum value)
#= syntax.thrift:9:23: error: unexpected string "x" (expected: a whole number)
#= syntax.thrift:11:18: error: unexpected ')' (expected: the field's name)
#= syntax.thrift:13:3: error: unexpected reserved word 'void' (expected: the function's name)
#= syntax.thrift:15:11: error: unexpected '=' (expected: the constant's name)
#= syntax.thrift:18:1: error: unexpected reserved word 'service' (expected: a field or '}')
#= syntax.thrift:19:1: error: namespace after a definition (expected: before all definitions)
