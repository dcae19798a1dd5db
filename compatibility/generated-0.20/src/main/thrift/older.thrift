// What an application had generated before it came to libthrift 0.25.
namespace java io.thriftboot.compatibility.older

enum OlderColor { RED = 1, GREEN = 2 }

struct OlderItem {
  1: required i64 id
  2: optional string name
  3: list<string> tags
  4: map<string, i32> counts
  5: binary data
  6: OlderColor color
}

exception OlderNotFound { 1: i64 id }

service OlderService {
  OlderItem echo(1: OlderItem item) throws (1: OlderNotFound missing)
  string crash(1: string text)
  oneway void fire(1: string text)
}
