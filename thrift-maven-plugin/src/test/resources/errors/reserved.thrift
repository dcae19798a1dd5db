struct list { 1: i32 id }
enum service { A }
service Users { void struct() }
typedef i32 map
struct Fine { 1: i32 list, 2: string exception, 3: bool required }
#= reserved.thrift:1:8: error: unexpected reserved word 'list' (expected: the struct's name)
#= reserved.thrift:2:6: error: unexpected reserved word 'service' (expected: the enum's name)
#= reserved.thrift:3:22: error: unexpected reserved word 'struct' (expected: the function's name)
#= reserved.thrift:4:13: error: unexpected reserved word 'map' (expected: the type's new name)
