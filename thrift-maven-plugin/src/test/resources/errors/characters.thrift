#= characters.thrift:6:21: error: unexpected character: '@' (expected: a name, a number, a string or a symbol)
#= characters.thrift:7:18: error: string without an end (expected: " on the same line)
#= characters.thrift:8:23: error: unknown escape: \x (expected: \r, \n, \t, \", \' or \\)
#= characters.thrift:10:29: error: unexpected '.5' (expected: a field)
#= characters.thrift:11:1: error: comment without an end (expected: */)
struct A { 1: i32 x @ }
const string B = "open
const string C = "bad \x escape"
const string D = 'end'
struct E { 1: double y = 1.5.5 }
/* never closed
