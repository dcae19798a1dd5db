// The services of the pages about migration.
namespace java io.thriftboot.migration.api

exception DivisionByZero { 1: i32 dividend }

service Calculator {
  i32 add(1: i32 left, 2: i32 right)
  i32 divide(1: i32 dividend, 2: i32 divisor) throws (1: DivisionByZero divisionByZero)
}

service Greeter {
  string greet(1: string name)
}
