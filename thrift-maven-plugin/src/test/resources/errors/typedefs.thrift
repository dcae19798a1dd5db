typedef B A
typedef A B
typedef list<Self> Self
#= typedefs.thrift:1:11: error: typedef A stands for itself (expected: another type)
#= typedefs.thrift:3:20: error: typedef Self stands for itself (expected: another type)
