/** Names that Java reserves or that the generated code needs itself. */
namespace java corpus.words

enum Enum { default, new = 3, value }

struct Words {
  1: i32 const
  2: string new
  3: bool if
  4: list<string> list
  5: string namespace
  6: i32 under_score
  7: string URL
  8: i32 aB
  9: string value
  10: i32 hashCode_
  11: string other
  12: bool required
}

union Union {
  1: i32 new
  2: string iprot
  3: list<i32> field
  4: Words words
}

exception String { 1: string message }

service Object {
  void wait(1: i32 args) throws (1: String result)
  i32 new(1: i32 if, 2: string other, 3: Words iface)
}

struct Old {} (deprecated)
struct UsesOld { 1: Old old, 2: list<Old> olds }
