// What thrift-maven-plugin generates for libthrift 0.21 and later.
namespace java io.thriftboot.compatibility.newer

enum NewerColor { RED = 1, GREEN = 2 }

struct NewerItem {
  1: required i64 id
  2: optional string name
  3: list<string> tags
  4: map<string, i32> counts
  5: binary data
  6: NewerColor color
}

exception NewerNotFound { 1: i64 id }

service NewerService {
  NewerItem echo(1: NewerItem item) throws (1: NewerNotFound missing)
  string crash(1: string text)
  oneway void fire(1: string text)
}
