// What the tests of the model read and write: every type, and what is awkward about them.
namespace java io.thriftboot.modelapi

/** How loud. */
enum Level {
  LOW = 1,
  /** Very. */
  HIGH = 9
}

typedef i64 Id
typedef binary Blob
typedef list<Id> Ids

/** One of several. */
union Choice {
  1: string text
  2: Id number
  3: Leaf leaf
}

struct Leaf { 1: required i32 value }

/** Holds itself. */
struct Node {
  1: string name = "root"
  2: list<Node> children
  3: optional Node next
}

/** A field of each type. */
struct Everything {
  1: bool flag
  2: i8 small
  3: i16 middle
  4: i32 whole
  5: i64 big
  6: double fraction
  7: string text
  8: binary data
  9: uuid key
  10: Level level
  11: list<i64> numbers
  12: set<string> words
  13: map<i64, string> byNumber
  14: map<Level, i32> byLevel
  15: map<Leaf, string> byLeaf
  16: map<list<i32>, bool> byList
  17: Choice choice
  18: Node node
  19: Blob blob
  20: Ids ids
  21: optional Id id = 9007199254740993
  22: set<Leaf> leaves
  23: map<bool, double> byFlag
  24: map<uuid, set<Level>> byKey
}

/** Nobody of that number. */
exception Missing { 1: Id id, 2: string why }
exception Forbidden { 1: string why }

service ParentService {
  /** Comes back. */
  string ping(1: string text)
}

/** For the tests of the model. */
service ModelService extends ParentService {
  /** Second in the alphabet, first in the file. */
  Everything zebra(
    /** What comes back. */
    1: Everything value)
  i64 find(1: Id id) throws (1: Missing missing, 2: Forbidden forbidden)
  void nothing()
  oneway void fire(1: string text)
  Choice choose(1: Choice choice)
}
