// Names that the IDL allows and Java does not.
namespace java errors.names
struct Fields {
  1: string class
  2: i32 metaDataMap
  3: string name
  4: string Name
  5: i32 aB
  6: i32 AB
  7: i32 x
  8: bool setX
  9: list<i32> items
  10: i32 itemsSize
}
union Choice { 1: string setField, 2: i32 class, 3: i32 fieldValue }
exception Failed { 1: i32 message, 2: string cause, 3: string stackTrace, 4: string localizedMessage }
struct Override { 1: i32 x }
enum Comparable { A }
struct Client { 1: i32 x }
struct tricky { 1: i32 x }
struct Tricky { 1: i32 x }
service Calls {
  void wait()
  i32 hashCode()
  string wait2(1: i32 java)
  void add(1: i32 a)
  void send_add(1: i32 b)
  void recv_add()
  void add_args()
  void Processor()
  i32 fail() throws (1: Failed success)
  string toString(1: i32 radix)
  Client make(1: list<Client> parts)
  void send(1: i32 transport)
}
service Processor {}
const i32 LIMIT = 1
#= java-names.thrift:4:13: error: Java members of field class: those of the class (expected: another name)
#= java-names.thrift:5:10: error: Java members of field metaDataMap: those of the class (expected: another name)
#= java-names.thrift:7:13: error: Java members of field Name: those of name (expected: another name)
#= java-names.thrift:9:10: error: Java members of field AB: those of aB (expected: another name)
#= java-names.thrift:11:11: error: Java members of field setX: those of x (expected: another name)
#= java-names.thrift:13:11: error: Java members of field itemsSize: those of items (expected: another name)
#= java-names.thrift:15:26: error: Java members of field setField: those of the class (expected: another name)
#= java-names.thrift:15:43: error: Java members of field class: those of the class (expected: another name)
#= java-names.thrift:15:57: error: Java members of field fieldValue: those of the class (expected: another name)
#= java-names.thrift:16:27: error: Java members of field message: those of the class (expected: another name)
#= java-names.thrift:16:46: error: Java members of field cause: those of the class (expected: another name)
#= java-names.thrift:16:63: error: Java members of field stackTrace: those of the class (expected: another name)
#= java-names.thrift:17:8: error: Override as the name of a Java class (expected: a name that generated classes do not use)
#= java-names.thrift:18:6: error: Comparable as the name of a Java class (expected: a name that generated classes do not use)
#= java-names.thrift:23:8: error: Java members of function wait: those of the class (expected: another name)
#= java-names.thrift:24:7: error: Java members of function hashCode: those of the class (expected: another name)
#= java-names.thrift:25:23: error: Java members of field java: those of the class (expected: another name)
#= java-names.thrift:27:8: error: Java members of function send_add: those of add (expected: another name)
#= java-names.thrift:28:8: error: Java members of function recv_add: those of add (expected: another name)
#= java-names.thrift:29:8: error: Java members of function add_args: those of add (expected: another name)
#= java-names.thrift:30:8: error: Java members of function Processor: those of the class (expected: another name)
#= java-names.thrift:31:32: error: Java members of field success: those of success (expected: another name)
#= java-names.thrift:33:10: error: type Client in function make: hidden by the class Client of service Calls (expected: another name)
#= java-names.thrift:34:20: error: Java members of parameter transport: those of the client (expected: another name)
#= java-names.thrift:36:9: error: Java members of service Processor: those of its own nested class (expected: another name)
#= java-names.thrift:21:8: warning: Tricky.java and tricky.java are one file where case does not count (expected: names that differ otherwise)
