union Choice { 1: required i32 a = 1, 2: i32 b = 2 }
#= unions.thrift:1:46: error: second default in union Choice: b (expected: at most one field with a default)
#= unions.thrift:1:32: warning: required field a of a union (expected: no keyword, they are all optional)
