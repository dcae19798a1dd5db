// What the tests serve and compare.
namespace java io.thriftboot.test.api

struct Street { 1: required string name, 2: optional i32 number }

union Contact { 1: string mail, 2: i64 phone }

struct Person {
  1: i64 id
  2: optional string name
  3: optional Street street
  4: optional list<Street> former
  5: optional map<string, Street> places
  6: optional set<string> tags
  7: optional binary photo
  8: optional double height
  9: optional Contact contact
  10: optional list<list<i32>> grid
}

exception NoSuchPerson { 1: i64 id, 2: optional string hint }

service PersonService {
  Person get(1: i64 id) throws (1: NoSuchPerson missing)
  string echo(1: string text)
}

service OtherService {
  i32 add(1: i32 a, 2: i32 b)
}
