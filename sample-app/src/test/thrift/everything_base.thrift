// What the service of everything.thrift inherits, and types it shares, so that definitions of another file are used too.
namespace java io.thriftboot.interop.api
namespace py everything_base

typedef i64 Id
typedef map<string, list<Id>> Index

enum Level {
  LOW = -1
  MEDIUM
  HIGH = 1000
}

exception Broken {
  1: required i32 code
  2: optional string detail
}

/** A function for each base type, which returns what it is given. */
service Basics {
  void nothing()
  bool echoBool(1: bool value)
  i8 echoByte(1: i8 value)
  i16 echoShort(1: i16 value)
  i32 echoInt(1: i32 value)
  i64 echoLong(1: i64 value)
  double echoDouble(1: double value)
  string echoText(1: string value)
  binary echoBytes(1: binary value)
}
