struct User {
  1: i32 id
  1: string name
  2: string id
}
enum User { A }
const i32 LIMIT = 1
const i32 LIMIT = 2
service Users {
  void get(1: i32 id, 1: i32 other)
  void get(2: i32 id)
}
#= duplicates.thrift:3:3: error: field id 1 of name: id has it already (expected: different ids)
#= duplicates.thrift:4:13: error: field defined twice: id (expected: different names)
#= duplicates.thrift:6:6: error: name defined twice: User (expected: different names)
#= duplicates.thrift:8:11: error: name defined twice: LIMIT (expected: different names)
#= duplicates.thrift:10:23: error: field id 1 of other: id has it already (expected: different ids)
#= duplicates.thrift:11:8: error: function defined twice: get, also in Users (expected: different names)
