struct Plain { 1: i32 id }
exception Failed {}
typedef Failed Alias
service Base { void ping() }
service Child extends Plain {}
service Orphan extends Nobody {}
service Sub extends Base { void ping() }
service Ring extends Circle {}
service Circle extends Ring {}
service Calls {
  void a() throws (1: Plain plain, 2: i32 number, 3: Alias alias)
  oneway i32 b()
  oneway void c() throws (1: Failed failed)
  Base d()
}
#= services.thrift:5:23: error: Plain as the extended service (expected: a service of this file, or file.Service of an included one)
#= services.thrift:6:24: error: Nobody as the extended service (expected: a service of this file, or file.Service of an included one)
#= services.thrift:7:33: error: function defined twice: ping, also in Base (expected: different names)
#= services.thrift:9:24: error: service Ring extends itself (expected: another service)
#= services.thrift:11:23: error: thrown type: Plain (expected: an exception)
#= services.thrift:11:39: error: thrown type: i32 (expected: an exception)
#= services.thrift:12:10: error: result of oneway function b: i32 (expected: void, there is no reply)
#= services.thrift:13:30: error: exceptions of oneway function c (expected: none, there is no reply)
#= services.thrift:14:3: error: service Base as a type (expected: a type)
