struct Ids { i32 a, -1: i32 b, 40000: i32 c, 0: i32 d, 5: i32 e }
#= ids.thrift:1:32: error: field id 40000 of c (expected: 1 to 32767)
#= ids.thrift:1:18: warning: field a has no id and gets a negative one by its position (expected: id: type name)
#= ids.thrift:1:21: warning: field id -1 of b is replaced by a negative one by its position (expected: 1 to 32767)
#= ids.thrift:1:46: warning: field id 0 of d is replaced by a negative one by its position (expected: 1 to 32767)
