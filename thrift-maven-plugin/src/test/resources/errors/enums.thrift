enum Color { RED, GREEN = 1, BLUE = 1, RED = 7 }
enum Large { A = 2147483648, B = 2147483647, C }
#= enums.thrift:1:30: error: number of enum value BLUE: 1, which GREEN has already (expected: different numbers)
#= enums.thrift:1:40: error: enum value defined twice: RED (expected: different names)
#= enums.thrift:2:14: error: number of enum value A: 2147483648 (expected: 32 bits)
#= enums.thrift:2:46: error: number of enum value C: 2147483648 (expected: 32 bits)
#= enums.thrift:2:46: error: number of enum value C: -2147483648, which A has already (expected: different numbers)
