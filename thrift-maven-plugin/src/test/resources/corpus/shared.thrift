/** What several programs share. */
namespace java corpus.shared
namespace * corpus.any

typedef i64 Id
typedef list<string> Names

enum Level { LOW = 1, HIGH = 2 }

struct Stamp {
  1: required i64 at
  2: optional string by
}

exception Unavailable {
  1: string message
  2: optional i32 retryAfter
}

const i32 LIMIT = 10
const Level STANDARD = Level.HIGH

service Health {
  bool healthy()
  string state(1: Level level) throws (1: Unavailable unavailable)
}
